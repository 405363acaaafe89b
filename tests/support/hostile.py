"""What no reader of formulas should run, follow, hang on or believe.

None is a formula in the names that `SYMBOLS` declares, or none that has one
reading.
"""

import itertools

import sympy

NAMES = "a b e_0 eta m p p_hat q w w_1 w_2 x x_1 x_2 y z"
SYMBOLS = {name: sympy.Symbol(name) for name in NAMES.split(" ")}

_CODE = r"""
__import__("os").system("echo run")
__import__('os').popen('id').read()
().__class__.__bases__[0].__subclasses__()
(1).__class__
x.__class__.__mro__[1].__subclasses__()
x.__init__.__globals__
x.subs(x, 1)
x.func
x.diff(x)
sigma.__globals__["os"]
exp.__module__
"".join(["o", "s"])
'a' * 10**9
"a" "b"
f"{x}"
f"{__import__('os')}"
b"bytes"
r"raw"
'''text'''
lambda: 1
lambda x: x
(lambda: 0)()
x := 1
(x := 9)
x if x else y
x and y
x or y
not x
x is y
x in y
[x for x in y]
{x for x in y}
{x: y for x in y}
[1, 2, 3]
(x, y)
{x: 1}
x[0:1]
x[::-1]
*x
**x
print(1)
print("x")
eval("1")
exec("import os")
compile("1", "", "eval")
open("/etc/passwd").read()
open('/etc/passwd')
input()
globals()
locals()
vars()
dir()
type(x)
getattr(x, "func")
setattr(x, "a", 1)
delattr(x, "a")
breakpoint()
exit()
quit()
help()
import os
import os; os.system("id")
from os import system
def f(): pass
class A: pass
while True: pass
for i in range(9): i
return x
yield x
raise ValueError
assert False
del x
pass
global x
async def f(): pass
await x
with open("f") as f: pass
try: 1
@x
x @ y
x = 1
x == y
x != y
x <= y
x >= y
x < y
x > y
x += 1
x -= 1
x *= 2
x //= 2
x // y
x % y
x << 9
x >> 9
x & y
x | y
~x
!ls
%run x
?x
x?
x!
;x
x;y
#x
x # y
# coding: utf-8
\
x\
\x41
\u0041
\N{BULLET}
$(id)
`id`
%s
%(x)s
{0.__class__}
<script>alert(1)</script>
<img src=x onerror=alert(1)>
javascript:alert(1)
&lt;x&gt;
' OR 1=1 --
../../etc/passwd
file:///etc/passwd
http://example.com
1j
2+3j
0x10
0b11
0o17
1_000
1e5
1E-5
2e+3
1.2.3
..1
1..2
.
1,5
1;5
inf
nan
oo
I
pi
True
False
None
Integer(1)
Symbol("x")
sympify("x")
S("x")
Function("f")(x)
N(x)
"""

_HUGE = r"""
9**9**9**9
9^9^9
9^{9^9}
9^{9^{9^9}}
9^(9^(9^9))
(9^9)^9^9
((((9^9)^9)^9)^9)^9
(((10^12)^12)^12)^12
99999999999^99999999999
2^(10^10)
2^100000
2^129
10^39
x^65
x^-65
x^(10^9)
(x^64)^64
((x^9)^9)^9
(2x)^64^64
((2x)^60)^60
x^(1/99)
sqrt(sqrt(sqrt(sqrt(sqrt(sqrt(sqrt(x)))))))
(1+x+y+z)^60
(1+x)^40 (1+y)^40 (1+z)^40
(x+y)^64 (x+z)^64 (x+w)^64
exp(exp(exp(x)))
e^(e^(e^x))
e^{e^{e^{e^9}}}
exp(exp(exp(exp(exp(9)))))
exp(exp(9))
log(exp(exp(999999999999))-1)
exp(9999)
(e^1000)^(10^9)
exp(1001)
exp(999999999999*sqrt(2))
(log 2)^65
2^(65*sqrt(2)*x)^65
sigma(exp(exp(9)))
x^x^x
x^(x^(x^x))
2^(2^(2^x))
exp(10^11*log(2))
exp(99999*log(7))
e^(99999 log(7))
exp(x + 99999*log(7))
9999999999999
0.1234567890123
1234567890123456789012345678901234567890
"""

_NO_VALUE = r"""
1/0
x/0
\frac{x}{0}
0/0
1/(x-x)
0^-1
0^{-1}
0^0
0^x
(x-x)^-1
log(0)
ln 0
log(x-x)
log(-1)
log(1-2)
sqrt(-1)
sqrt(1-2)
(-1)^(1/2)
(-8)^(1/3)
(-1)^0.5
exp(log(0))
sigma(1/0)
"""

_TWO_READINGS = r"""
1/2y
1/2x_1
1/2(a-y)
x/y z
x/y(z-1)
a/b p/q
1/(2)(y)
1/2 sqrt(x)
1/\frac{1}{2}y
log p(1-p)
log p q
ln p(1-p)
log 2y
log a/b
log a*b
log p^2
log p log q
\ln{p}(1-p)
\log p \cdot q
exp x y
sqrt x y
sigma z(1-z)
σ z^2
a^b^x
2^3^2
x**2**3
e^z^2
e^-z^2
e^-zx
e^2y
e^z x
2^x y
e^zsigma(z)
p/1-p
1-y/1-a
1/1+e^-z
-y/1-p
w x/1+b
(1-p)^1-y
p^y (1-p)^1-y
e^1-z
log 1-p
log 1+x
sqrt 1-p
p(z)
x (y)
p(0)
x[0]
x[y]
e(z)
\hat{p}(z)
x 2
y2
(a-y)2
\frac{1}{2}3
"""

_LATEX = r"""
\input{/etc/passwd}
\include{secret}
\write18{id}
\immediate\write18{rm -rf /}
\openin5=/etc/passwd
\read5 to\x
\catcode`\%=12
\def\x{\x\x}\x
\newcommand{\x}{\x}\x
\loop\iftrue\repeat
\csname x\endcsname
\href{javascript:alert(1)}{x}
\url{x}
\includegraphics{x}
\require{html}
\unicode{x41}
\begin{align}x\end{align}
\begin{document}
\end
\frac
\frac{
\frac{1
\frac{1}
\frac{1}{
\frac{1}{2
\frac{}{}
\frac12\frac
\sqrt
\sqrt{
\sqrt{}
\sqrt[3]{x}
\left(
\left( x
\left( x \right]
\left. x \right|
x \right)
\hat
\hat{
\hat{}
\hat{xyz}
\hat{\hat{p}}
p_{
p_{}
x_
x_{1
x_{3}
x__1
_1
^2
x^
x^{
x^{}
x^{2
{x
x}
}{
{}
$
$$
$ $
\partial
\frac{\partial J}{\partial w}
\frac{d}{dz} \sigma(z)
\sigma'(z)
σ′(z)
σ^{-1}(p)
\log^2 x
\log_2 x
log_2(x)
log10(x)
\sum_{i=1}^m x_i
\prod x
\int_0^1 x\,dx
\infty
\pm x
x \pm y
\mathbb{E}[x]
\mathbf{w}^\top \mathbf{x}
w^T x
wᵀx
\|x\|
|x|
\lvert x\rvert
\min(x, y)
\sin x
tanh(z)
logit(p)
np.exp(z)
math.log(p)
x \le y
x = y
p̂ = σ(z)
\text{import os}
\operatorname{eval}(x)
\mathrm{__import__}
\\
x \\ y
x & y
x ~ \
% comment
"""

_SYNTAX = """
2 3
1 000
3 1/2
()
[]
(
)
((x)
(x))
(x]
[x)
{x)
x + (
x +
x *
x /
x -
*x
/x
+
-
--x
x--y
x++y
x+-y
x-+y
x**
**2
x***2
x*/y
x/*y
x */ y
x^*2
x^^2
x^/2
log
log()
log(
log)
exp
exp-z
exp^z
exp^2(z)
sigma
sigma*2
sqrt+1
log*x
x log
x,y
x:y
r
rho
foo
foo(x)
x_3
x3
x12
xfoo
P
X
E^z
phat_1
sine
"""

_INVISIBLE = [
    "",
    " ",
    "\n\t ",
    "\x00",
    "x\x00",
    "\x00x",
    "x\x00+ y",
    "x\x07y",
    "\x1b[31mx",
    "x\x1b]0;title\x07",
    "\x7f",
    "x\x0by",
    "x\x85y",
    "\u202ex+y",
    "x\u202e",
    "\u200fx",
    "x\u200b",
    "x\u200dy",
    "\ufeffx",
    "x\u2060y",
    "\u2066x\u2069",
    "x\u2028y",
    "\u061cx",
    "x\u00ad",
    "\ud800",
    "x\udfff",
    "\U0001f600",
    "\ue000",
    "\uffff",
    "\U0010ffff",
    "א+ב",
    "س",
    "а-y",  # a Cyrillic а
    "хy",  # a Cyrillic х
    "р(1-р)",  # Cyrillic р
    "ρ",
    "x\u0301",
    "x\u0302\u0302",
    "\u0302",
    "x\u20dd",
    "½x",
    "²",
    "⁻",
    "x²³⁻",
    "x⁽",
    "x⁾",
    "x⁽⁾",
    "xₐ",
    "₁",
    "x₃",
    "Ⅻ",
    "٣x",
    "x٣",
    "𝟏𝟎𝟎𝟎𝟎𝟎𝟎𝟎𝟎𝟎𝟎𝟎𝟎",
    "ﬃ",
    "㎏",
    "∞",
    "∂x",
    "∑x",
    "x≠y",
    "x≤y",
    "x→y",
    "√",
    "∛x",
    "“x”",
    "«x»",
    "x…",
    "x±y",
]

_LONG = [
    "(" * 10_000,
    "(" * 10_000 + "x" + ")" * 10_000,
    "(" * 30 + "x" + ")" * 30,
    "[" * 200,
    "{" * 240 + "x" + "}" * 240,
    "-" * 400,
    "+" * 10_000 + "x",
    "x" * 500,
    "x" * 10**6,
    "x+" * 500_000,
    "x+" * 150 + "x",
    "1" * 400,
    "9" * 10**6,
    "9**" * 100 + "9",
    "9^" * 240 + "9",
    "x^" * 240 + "x",
    "log " * 100 + "x",
    "log(" * 100 + "x" + ")" * 100,
    "exp(" * 100 + "x" + ")" * 100,
    "sqrt(" * 60 + "x" + ")" * 60,
    r"\frac{1}{" * 50 + "x" + "}" * 50,
    r"\frac" * 90,
    r"\hat" * 100,
    r"\left(" * 80,
    "\\" * 499,
    "x²" * 240,
    "²" * 400,
    "x⁻" * 240,
    "\u0302" * 400,
    "p" + "\u0302" * 400,
    " " * 499,
    "\x00" * 10**6,
    "\u202e" * 400,
    "\U0001f600" * 400,
    "ab" * 240,
    "mpq" * 100 + "foo",
    "e" * 400,
    "p_hat" * 90 + "!",
    "1/" * 240 + "x",
    "x/1-" * 100 + "x",
    "log 1-" * 80 + "x",
    "2^1-" * 100 + "x",
    "(1+x)^9*" * 50 + "y",
    "(9^9)*" * 70 + "x",
    "\n" * 400 + "x y z /",
    "__" * 200,
    "$" * 400,
    "_{" * 200,
    "{x" * 200,
    "a.b" * 100,
]

#: read, and still to be evaluated without harm
HEAVY = r"""
sqrt(2+sqrt(3+sqrt(5+sqrt(7+x^2))))
(sqrt(2)+sqrt(3)+sqrt(5)+sqrt(7)+sqrt(11))^6
e^(e^(x^60))
e^(e^(999999999999 x))
e^(-e^(999999999999 x^64))
2^(10^12*z)
(10^12)^(z*10^12)
x^(y^z)
x^(z^10 w^10)
z^-64 + (z - 1/10^12)^-64
log(log(log(log(log(x)))))
(1+x)^30*(1-x)^30-(1-x^2)^30
(e^z+1)^30-(e^z+1)^29*(e^z+1)
log(1+x^2)log(2+x^2)log(3+x^2)log(4+x^2)/log(1+x^2)
(x+y+z+w+p)^5-(w+p+x+y+z)^4
1/(1+1/(1+1/(1+1/(1+1/(1+1/(1+1/(1+1/(1+1/x))))))))
e^(x/7+y/11+z/13+w/17)
sqrt(x^2+y^2)sqrt(z^2+w^2)sqrt(p^2+x^2)
sqrt(999999999989*999999999961)
999999999989^(1/3)
log(999999999989) - log(999999999988)
(x^(1/2)+x^(1/3)+x^(1/5)+x^(1/7))^6
x^(1/2)+x^(1/3)+x^(1/5)+x^(1/7)+x^(1/11)+x^(1/13)
""".strip("\n").split("\n")
HEAVY += ["σ(" * 24 + "z" + ")" * 24, "log(" * 24 + "x" + ")" * 24]

_LINES = (_CODE, _HUGE, _NO_VALUE, _TWO_READINGS, _LATEX, _SYNTAX)
HOSTILE = [
    *itertools.chain.from_iterable(
        lines.strip("\n").split("\n") for lines in _LINES
    ),
    *_INVISIBLE,
    *_LONG,
]
TWO_READINGS = _TWO_READINGS.strip("\n").split("\n")
