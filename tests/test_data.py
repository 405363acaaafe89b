"""Data sets, splits and scalings."""

import numpy as np
import pytest
from sklearn.preprocessing import StandardScaler

from helpers import data, model


def test_two_gaussians_have_the_means_and_covariance_asked_for():
    X, y = data.two_gaussians(seed=5)
    assert X.shape == (100_000, 2)
    assert y.sum() == 50_000
    for c, mean in ((0, (0, 0)), (1, (2, 8))):
        # Five standard errors of a mean, and of a covariance, of 50,000.
        np.testing.assert_allclose(X[y == c].mean(axis=0), mean, atol=0.023)
        np.testing.assert_allclose(np.cov(X[y == c].T), np.eye(2), atol=0.04)


def test_two_gaussians_follow_the_seed():
    X, y = data.two_gaussians(11, means=[[0, 1, 2], [3, 4, 5]], seed=7)
    again, _ = data.two_gaussians(11, means=[[0, 1, 2], [3, 4, 5]], seed=7)
    other, _ = data.two_gaussians(11, means=[[0, 1, 2], [3, 4, 5]], seed=8)
    assert X.shape == (11, 3)
    assert y.sum() == 5
    np.testing.assert_array_equal(X, again)
    assert not np.allclose(X, other)
    rng = np.random.default_rng(7)
    means = [[0, 1, 2], [3, 4, 5]]
    np.testing.assert_array_equal(
        X, data.two_gaussians(11, means=means, seed=rng)[0]
    )


@pytest.mark.parametrize("m", [0, 1, 2.0, "4"])
def test_two_gaussians_refuse_a_bad_size(m):
    with pytest.raises(ValueError, match="m: expected a whole number"):
        data.two_gaussians(m)


def test_two_gaussians_refuse_bad_means():
    with pytest.raises(ValueError, match=r"means: .*two points, got shape"):
        data.two_gaussians(4, means=((0, 0), (1, 1), (2, 2)))
    with pytest.raises(ValueError, match=r"means: .*unequal length"):
        data.two_gaussians(4, means=((0, 0), (1,)))


def test_challenger_is_the_published_table():
    X, y = data.challenger()
    counts = dict(zip(*np.unique(X, return_counts=True), strict=True))
    assert X.shape == (23, 1)
    assert counts[70] == 4
    assert counts[67] == 3
    assert X.mean() == pytest.approx(1600 / 23)
    assert sorted(X[y == 1, 0]) == [53, 57, 58, 63, 70, 70, 75]


def test_split_keeps_every_example_once():
    X = np.arange(26.0).reshape(13, 2)
    y = (np.arange(13) % 3 == 0).astype(int)
    parts = data.train_test_split(X, y, test_size=0.25, seed=1)
    X_train, X_test, y_train, y_test = parts
    assert len(X_test) == len(y_test) == 3
    rows = np.vstack([X_train, X_test])
    order = np.argsort(rows[:, 0])
    np.testing.assert_array_equal(rows[order], X)
    np.testing.assert_array_equal(np.append(y_train, y_test)[order], y)
    again = data.train_test_split(X, y, test_size=0.25, seed=1)
    np.testing.assert_array_equal(X_test, again[1])


def test_split_leaves_no_part_empty():
    parts = data.train_test_split([[1.0], [2.0]], [0, 1], test_size=0.01)
    assert [len(part) for part in parts] == [1, 1, 1, 1]


@pytest.mark.parametrize("size", [0, 1, -0.1, 1.5, np.nan, "half", [0.2]])
def test_split_refuses_a_bad_size(size):
    with pytest.raises(ValueError, match="test_size: expected one number"):
        data.train_test_split([[1.0], [2.0]], [0, 1], test_size=size)


def test_split_refuses_bad_data():
    with pytest.raises(ValueError, match="at least two examples, got 1"):
        data.train_test_split([[1.0]], [0])
    with pytest.raises(ValueError, match=r"y: .*got shape \(3,\)"):
        data.train_test_split([[1.0], [2.0]], [0, 1, 1])


@pytest.mark.parametrize("center", [False, True])
@pytest.mark.parametrize("scale", [False, True])
def test_scaling_equals_scikit_learn(example, center, scale):
    X = example[0]
    ours = data.Scaling(center, scale).fit(X)
    theirs = StandardScaler(with_mean=center, with_std=scale).fit(X)
    np.testing.assert_allclose(ours.transform(X), theirs.transform(X))


@pytest.mark.parametrize("center", [False, True])
@pytest.mark.parametrize("scale", [False, True])
def test_original_coefficients_give_the_same_logits(example, center, scale):
    X, _, w, b = example
    scaling = data.Scaling(center, scale).fit(X)
    back = scaling.original_coefficients(w, b)
    np.testing.assert_allclose(
        model.predict_logits(X, *back),
        model.predict_logits(scaling.transform(X), w, b),
        atol=1e-12,
    )
    ws, bs = scaling.original_coefficients(
        np.array([w, 2 * w]), np.array([b, 0.0])
    )
    np.testing.assert_allclose(ws[0], back[0])
    assert bs[0] == pytest.approx(back[1])


def test_scaling_refuses_misuse():
    scaling = data.Scaling()
    with pytest.raises(ValueError, match=r"expected a call of fit\(X\)"):
        scaling.transform([[1.0]])
    with pytest.raises(ValueError, match=r"expected a call of fit\(X\)"):
        scaling.original_coefficients([1.0], 0.0)
    with pytest.raises(ValueError, match="only the value 7 in column 1"):
        scaling.fit([[1.0, 7.0], [2.0, 7.0]])
    scaling.fit([[1.0], [2.0]])
    with pytest.raises(ValueError, match=r"X: .*shape \(m, 1\), got"):
        scaling.transform([[1.0, 2.0]])
    with pytest.raises(ValueError, match=r"w: expected shape \(1,\) or"):
        scaling.original_coefficients([1.0, 2.0], 0.0)
    with pytest.raises(ValueError, match=r"b: expected shape \(\), got"):
        scaling.original_coefficients([1.0], [0.0])


@pytest.mark.parametrize("size", [1e-200, 1.0, 1e200])
def test_scaling_of_tiny_and_huge_columns(size):
    X = size * np.array([[1.0], [2.0], [4.0]])
    Z = data.Scaling().fit(X).transform(X)
    np.testing.assert_allclose(Z.mean(), 0, atol=1e-12)
    np.testing.assert_allclose(Z.std(), 1)
