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


def test_what_is_drawn_stays_what_it_was():
    X, y = data.two_gaussians(4, seed=3)
    drawn = [
        [2.040919121385475, -2.555665025780943],
        [2.4180988479155597, 7.432230392220757],
    ]
    np.testing.assert_allclose(X[:2], drawn, rtol=1e-8)
    assert y.tolist() == [0, 1, 0, 1]
    X, _ = data.two_gaussians()
    drawn = [[0.12573022, -0.13210486], [1.79373746, 7.73446022]]
    np.testing.assert_allclose(X[[0, -1]], drawn, rtol=1e-7)
    X, y = np.arange(10.0)[:, None], np.arange(10) % 2
    _, X_test, _, y_test = data.train_test_split(X, y)
    assert X_test.ravel().tolist() == [4, 6]
    np.testing.assert_array_equal(y_test, X_test.ravel() % 2)


def test_split_leaves_something_to_train_on():
    parts = data.train_test_split(
        [[1.0], [2.0], [3.0]], [0, 1, 0], test_size=0.99
    )
    assert [len(part) for part in parts] == [1, 2, 1, 2]


@pytest.mark.parametrize("seed", ["a", -1, 1.5, True, None])
def test_seeds_are_whole_numbers_or_generators(seed):
    match = "seed: expected a whole number >= 0 or a Generator, got "
    with pytest.raises(ValueError, match=match):
        data.two_gaussians(4, seed=seed)
    with pytest.raises(ValueError, match=match):
        data.train_test_split([[1.0], [2.0]], [0, 1], seed=seed)


def test_the_least_and_the_largest_size_are_named():
    for m in (1, 2.0):
        with pytest.raises(ValueError, match=r"m: expected .* >= 2, got"):
            data.two_gaussians(m)
    with pytest.raises(ValueError, match=r"up to 1,000,000,000,000, got"):
        data.two_gaussians(10**400)
    with pytest.raises(ValueError, match="got a very large int"):
        data.two_gaussians(10**5000)


def test_a_message_shows_no_address_and_no_more_than_a_line():
    with pytest.raises(ValueError, match=r"got <object object>$"):
        data.two_gaussians(object())
    with pytest.raises(ValueError, match=r"…$"):
        data.two_gaussians(list(range(1000)))


def test_scaling_of_columns_far_from_zero_and_from_one_another():
    X = np.array([[1.0, 1e12], [2.0, 1e12 + 1], [6.0, 1e12 + 5]])
    scaling = data.Scaling().fit(X)
    np.testing.assert_array_equal(scaling.shift, [3.0, 1e12 + 2])
    np.testing.assert_allclose(scaling.unit, np.sqrt([14 / 3] * 2), rtol=1e-12)


@pytest.mark.parametrize("size", [1e308, 1.7e308])
def test_scaling_at_the_edge_of_the_float_range(size):
    X = size * np.array([[1.0], [-1.0], [1.0]])
    scaling = data.Scaling().fit(X)
    assert scaling.shift[0] == pytest.approx(size / 3)
    Z = scaling.transform(X)
    np.testing.assert_allclose(
        Z.ravel(), [0.5**0.5, -(2**0.5), 0.5**0.5], rtol=1e-14
    )


def test_a_column_too_narrow_to_be_scaled_is_named():
    match = "standard deviation of at least 2.2e-308, got 0 in column 1"
    with pytest.raises(ValueError, match=match):
        data.Scaling().fit([[0.0, 0.0], [1.0, 5e-324]])
    scaling = data.Scaling(scale=False).fit([[0.0, 0.0], [1.0, 5e-324]])
    np.testing.assert_array_equal(scaling.unit, [1.0, 1.0])
