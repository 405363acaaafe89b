"""Which small faults in a module would its tests let pass?

    python -m benchmarks.mutation helpers/derivation/equality.py \
        --tests tests/derivation --sample 40 --seed 1

Each mutant is the module with one change: a comparison flipped or shifted by
its boundary, a number off by one, `and` for `or`, a `not` lost, an operator
swapped, a value not returned, a statement or a guard deleted.  The tests run
against it in a copy of the tree.  A survivor is a line no test looks at, or
a change that alters nothing: read it, and write the test or leave it.

Limits such as MAX_TERMS = 2000 are not mutated: one more or less is the same
guard.  That the guard is there is a comparison, and that is mutated.  Nor
is `strict=True`: it asserts what holds, and no test can see it fail.
"""

import argparse
import ast
import copy
import multiprocessing
import os
import random
import shutil
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

# Loaded once, before the tests of each mutant run in a fork; the helpers
# themselves must not be, or every fork would see the module as it was.
import matplotlib  # noqa: F401
import nbclient  # noqa: F401
import nbformat  # noqa: F401
import pytest
import sympy  # noqa: F401

ROOT = Path(__file__).resolve().parents[1]
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", ".hypothesis", ".*_cache", "__pycache__"
)
QUIET = ["-x", "-q", "-p", "no:cacheprovider", "-n0"]

OTHERS: dict[type[ast.AST], list[type[ast.AST]]] = {
    ast.Lt: [ast.LtE, ast.GtE],
    ast.LtE: [ast.Lt, ast.Gt],
    ast.Gt: [ast.GtE, ast.LtE],
    ast.GtE: [ast.Gt, ast.Lt],
    ast.Eq: [ast.NotEq],
    ast.NotEq: [ast.Eq],
    ast.In: [ast.NotIn],
    ast.NotIn: [ast.In],
    ast.Is: [ast.IsNot],
    ast.IsNot: [ast.Is],
    ast.And: [ast.Or],
    ast.Or: [ast.And],
    ast.Add: [ast.Sub],
    ast.Sub: [ast.Add],
    ast.Mult: [ast.Div],
    ast.Div: [ast.Mult],
    ast.FloorDiv: [ast.Mult],
    ast.Mod: [ast.FloorDiv],
    ast.Pow: [ast.Mult],
    ast.BitOr: [ast.BitAnd],
    ast.BitAnd: [ast.BitOr],
}


def changes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what one change could make of a node."""
    if isinstance(node, ast.BoolOp | ast.BinOp | ast.AugAssign):
        for other in OTHERS.get(type(node.op), []):
            yield _with(node, op=other())
    if isinstance(node, ast.Compare):
        for place, op in enumerate(node.ops):
            for other in OTHERS[type(op)]:
                ops = [*node.ops[:place], other(), *node.ops[place + 1 :]]
                yield _with(node, ops=ops)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    if isinstance(node, ast.Constant):
        if isinstance(node.value, bool):
            yield ast.Constant(not node.value)
        elif isinstance(node.value, int):
            yield from (ast.Constant(node.value + k) for k in (1, -1))
    if isinstance(node, ast.Return) and not _is_none(node.value):
        yield ast.Return(ast.Constant(None))
    if _can_be_deleted(node):
        yield ast.Pass()


def _with(node: ast.AST, **fields: object) -> ast.AST:
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _is_none(value: ast.expr | None) -> bool:
    return isinstance(value, ast.Constant | None) and (
        value is None or value.value is None
    )


def _can_be_deleted(node: ast.AST) -> bool:
    """A call, an update, or a guard: an `if` that ends the way it is on."""
    if isinstance(node, ast.Expr):
        return not isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Assign):
        return not isinstance(node.targets[0], ast.Name | ast.Tuple)
    ends = ast.Return | ast.Raise | ast.Continue | ast.Break
    return isinstance(node, ast.AugAssign | ast.Raise) or (
        isinstance(node, ast.If)
        and not node.orelse
        and isinstance(node.body[-1], ends)
    )


def mutants(source: str) -> Iterator[tuple[int, str, str, str]]:
    """Yield (line, before, after, the whole changed source)."""
    tree = ast.parse(source)
    for parent, field, place in _places(tree):
        old = getattr(parent, field)
        node = old if place is None else old[place]
        for new in changes(node):
            _put(parent, field, place, new)
            ast.fix_missing_locations(tree)
            yield (
                node.lineno,
                ast.unparse(node),
                ast.unparse(new),
                ast.unparse(tree),
            )
            _put(parent, field, place, node)


def _put(
    parent: ast.AST, field: str, place: int | None, node: ast.AST
) -> None:
    if place is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[place] = node


def _places(node: ast.AST) -> Iterator[tuple[ast.AST, str, int | None]]:
    """Yield where every node hangs, but no annotation and no limit."""
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns"):
            continue
        children = value if isinstance(value, list) else [value]
        for place, child in enumerate(children):
            if not isinstance(child, ast.AST) or _is_limit(node, child):
                continue
            yield node, field, place if isinstance(value, list) else None
            yield from _places(child)


def _is_limit(parent: ast.AST, node: ast.AST) -> bool:
    if isinstance(parent, ast.keyword):
        return parent.arg == "strict"
    return (
        isinstance(parent, ast.Module)
        and isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Constant | ast.BinOp)
    )


def outcome(tree: Path, tests: list[str], seconds: float) -> str:
    """Run the tests in a fork: killed, survived or timeout."""
    fork = multiprocessing.get_context("fork")
    process = fork.Process(target=_run, args=(tree, tests))
    process.start()
    process.join(seconds)
    if process.exitcode is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.join()
        return "timeout"
    return "killed" if process.exitcode else "survived"


def _run(tree: Path, tests: list[str]) -> None:
    os.setsid()
    os.chdir(tree)
    sys.path.insert(0, str(tree))
    os.environ["PYTHONPATH"] = str(tree)
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    sys.dont_write_bytecode = True
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    sys.exit(int(pytest.main([*QUIET, *tests])))


def main() -> None:
    """Print each survivor and the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("module", help="such as helpers/model.py")
    parser.add_argument("--tests", nargs="+", default=["tests"])
    parser.add_argument("--sample", type=int, help="so many mutants")
    parser.add_argument("--seed", type=int, default=0, help="of the sample")
    asked = parser.parse_args()
    found = list(mutants((ROOT / asked.module).read_text(encoding="utf-8")))
    if asked.sample is not None and asked.sample < len(found):
        found = random.Random(asked.seed).sample(found, asked.sample)
        found.sort(key=lambda mutant: mutant[0])
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder, "tree")
        shutil.copytree(ROOT, tree, ignore=LEFT_OUT)
        count = Counter(judge(tree, asked.module, asked.tests, found))
    score = 1 - count["survived"] / max(len(found), 1)
    print(f"\n{asked.module}: {len(found)} mutants, score {score:.1%}")
    for name in ("killed", "timeout", "survived"):
        print(f"  {name:10}{count[name]:5}")


def judge(
    tree: Path,
    module: str,
    tests: list[str],
    found: list[tuple[int, str, str, str]],
) -> Iterator[str]:
    """Yield the outcome of each mutant; print those not killed."""
    start = perf_counter()
    if outcome(tree, tests, 3600) != "survived":
        sys.exit("the tests fail without a mutant")
    seconds = 10 + 5 * (perf_counter() - start)
    for line, before, after, source in found:
        (tree / module).write_text(source, encoding="utf-8")
        result = outcome(tree, tests, seconds)
        if result != "killed":
            print(f"{result}: {module}:{line}: {before}  ->  {after}")
            sys.stdout.flush()
        yield result


if __name__ == "__main__":
    main()
