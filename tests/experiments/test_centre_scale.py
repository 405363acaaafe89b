"""Centre × scale: four descents against independent routes."""

import numpy as np
import pytest
from scipy.optimize import minimize

from helpers import convergence, data, experiments, minimum, model
from helpers.descent import gradient_descent
from helpers.experiments import centre_scale

RAW_FOR_ALL, STANDARDIZED_FOR_ALL = centre_scale.RATES[1:]
STATES = [(0.0, 1.0), (3.0, 2.0), (-2.5, 0.3), (10.0, 10.0), (0.7, 0.1)]


def raw_data(offset, unit):
    s = centre_scale.sample()
    return unit * (s.z + offset), s.y


def test_the_sample_is_standardized_and_unbalanced():
    s = centre_scale.sample()
    assert s.z.mean() == pytest.approx(0, abs=1e-12)
    assert s.z.std() == pytest.approx(1)
    assert (s.y == 0).sum() == 2 * (s.y == 1).sum()
    assert minimum.separating_hyperplane(s.z, s.y) is None
    found = minimize(
        lambda t: model.log_loss(s.z, s.y, t[:1], t[1]), [0.3, 0.3], tol=1e-12
    )
    np.testing.assert_allclose(s.minimum, found.x, atol=1e-5)
    assert s.min_loss == pytest.approx(found.fun, abs=1e-12)


@pytest.mark.parametrize(("offset", "unit"), STATES)
def test_each_way_is_the_descent_of_the_course(offset, unit):
    X, y = raw_data(offset, unit)
    n = experiments.centre_scale_numbers(offset, unit, factor=0.7)
    for name, (center, scale) in centre_scale.PREPARATIONS.items():
        way = n.preparations[name]
        Z = data.Scaling(center, scale).fit(X).transform(X)
        L = convergence.curvature_bound(Z)
        run = gradient_descent(Z, y, learning_rate=0.7 / L, n_epochs=100)
        np.testing.assert_allclose(way.run.w, run.w, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(way.run.b, run.b, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(
            n.gap(name), run.loss - n.min_loss, atol=1e-12
        )
        np.testing.assert_allclose(way.L, L)
        grad_w, grad_b = model.gradient(Z, y, way.minimum[:1], way.minimum[1])
        assert abs(grad_w[0]) < 1e-8
        assert abs(grad_b) < 1e-8
        H = model.hessian(Z, way.minimum[:1], way.minimum[1])
        low, high = np.linalg.eigvalsh(H)
        assert way.kappa == pytest.approx(high / low, rel=1e-4)
        rho = max(abs(1 - 0.7 / L * low), abs(1 - 0.7 / L * high))
        assert way.gap_factor == pytest.approx(rho**2)


@pytest.mark.parametrize(("offset", "unit"), STATES)
def test_kappa_at_zero_is_that_of_mean_and_deviation(offset, unit):
    n = experiments.centre_scale_numbers(offset, unit)
    for name, (center, scale) in centre_scale.PREPARATIONS.items():
        s = 1.0 if scale else unit
        mu = 0.0 if center else offset * s
        trace, det = s**2 + mu**2 + 1, s**2
        root = np.sqrt(trace**2 - 4 * det + 1e-30)
        kappa = (trace + root) ** 2 / (4 * det)
        assert n.preparations[name].kappa_at_zero == pytest.approx(
            kappa, rel=1e-4
        )


def test_kappa_of_raw_grows_as_notebook_07_says():
    n = experiments.centre_scale_numbers(10.0, 2.0)
    mu, s = 20.0, 2.0
    assert n.preparations["raw"].kappa_at_zero == pytest.approx(
        (mu**2 + s**2 + 1) ** 2 / s**2, rel=1e-4
    )


def test_each_preparation_answers_to_its_own_change():
    for kappa in (
        experiments.condition_numbers,
        lambda offset, unit: {
            name: way.kappa_at_zero
            for name, way in experiments.centre_scale_numbers(
                offset, unit
            ).preparations.items()
        },
    ):
        base, moved = kappa(1.0, 3.0), kappa(6.0, 3.0)
        stretched = kappa(1.0, 9.0)
        for name, (center, scale) in centre_scale.PREPARATIONS.items():
            unmoved = moved[name] == pytest.approx(base[name], rel=1e-6)
            assert unmoved == center
            same_unit = stretched[name] == pytest.approx(base[name], rel=1e-6)
            assert same_unit == scale


def test_condition_numbers_are_those_of_the_runs():
    n = experiments.centre_scale_numbers(4.0, 0.5)
    assert experiments.condition_numbers(4.0, 0.5) == {
        name: way.kappa for name, way in n.preparations.items()
    }


def test_without_offset_and_unit_all_four_are_one():
    n = experiments.centre_scale_numbers(0.0, 1.0)
    for name in centre_scale.PREPARATIONS:
        np.testing.assert_allclose(n.gap(name), n.gap("raw"), atol=1e-12)


@pytest.mark.parametrize("rate", centre_scale.RATES)
def test_whose_rate(rate):
    n = experiments.centre_scale_numbers(2.0, 3.0, factor=0.5, rate=rate)
    eta = {name: way.run.learning_rate for name, way in n.preparations.items()}
    if rate == centre_scale.OWN:
        for name, way in n.preparations.items():
            assert eta[name] == pytest.approx(0.5 / way.L)
    else:
        owner = "raw" if rate == RAW_FOR_ALL else "standardized"
        assert set(eta.values()) == {0.5 / n.preparations[owner].L}
    # Mean 0 and deviation 1 make L a quarter.
    np.testing.assert_allclose(n.preparations["standardized"].L, 0.25)


def test_the_predicted_factor_is_the_measured_one():
    n = experiments.centre_scale_numbers(1.0, 1.5)
    for name, t in (("raw", 90), ("centred", 30), ("scaled", 90)):
        gap = n.gap(name)
        assert gap[t] > 1e-9
        measured = gap[t] / gap[t - 1]
        assert n.preparations[name].gap_factor == pytest.approx(
            measured, rel=5e-3
        )
    way = n.preparations["scaled"]
    assert way.gap_factor**way.epochs_per_digit == pytest.approx(0.1)


def test_a_rate_too_large_never_settles():
    n = experiments.centre_scale_numbers(3.0, 2.0, rate=STANDARDIZED_FOR_ALL)
    assert n.preparations["raw"].epochs_per_digit == np.inf
    assert n.gap("raw")[-20:].min() > 0.1
    assert n.gap("standardized")[-1] < 1e-9


def test_coefficients_speak_of_the_standardized_feature():
    n = experiments.centre_scale_numbers(3.0, 2.0, epoch=17)
    X, _ = raw_data(3.0, 2.0)
    z = centre_scale.sample().z
    for name, way in n.preparations.items():
        w, b = n.coefficients(name)
        ours = model.predict_logits(
            way.scaling.transform(X), way.run.w[17], way.run.b[17]
        )
        np.testing.assert_allclose(w * z[:, 0] + b, ours, atol=1e-10)
        assert abs(w) > 1e-3


@pytest.mark.parametrize(("offset", "unit"), STATES)
def test_planes_are_one_plane_in_other_coordinates(offset, unit):
    X, y = raw_data(offset, unit)
    s = centre_scale.sample()
    theta = np.array([[1.3, -0.4], [-0.2, 2.0]])
    for switches in centre_scale.PREPARATIONS.values():
        scaling = data.Scaling(*switches).fit(X)
        moved = centre_scale.from_standardized(scaling, theta, offset, unit)
        for (w, b), (w_s, b_s) in zip(moved, theta, strict=True):
            assert model.log_loss(
                scaling.transform(X), y, [w], b
            ) == pytest.approx(model.log_loss(s.z, s.y, [w_s], b_s))


def test_contours_stand_at_their_heights():
    s = centre_scale.sample()
    start = np.log(2) - s.min_loss
    curves = centre_scale.contours()
    for part, curve in zip((1.0, 0.3, 0.05), curves, strict=True):
        heights = [
            model.log_loss(s.z, s.y, [w], b) - s.min_loss for w, b in curve
        ]
        np.testing.assert_allclose(heights, part * start, rtol=1e-6)
        np.testing.assert_allclose(curve[0], curve[-1], atol=1e-6)
    # The first goes through zero weights, where all four descents start.
    ends = curves[0][:-1], curves[0][1:]
    cross = ends[0][:, 0] * ends[1][:, 1] - ends[0][:, 1] * ends[1][:, 0]
    length = np.linalg.norm(ends[1] - ends[0], axis=1)
    inside = (ends[0] * ends[1]).sum(axis=1) <= 1e-9
    assert inside.any()
    assert np.abs(cross / length)[inside].min() < 0.02


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ({"offset": np.nan}, "offset: expected"),
        ({"offset": 101.0}, "offset: expected one number from -100 to 100"),
        ({"unit": 0.0}, "unit: expected"),
        ({"unit": 1e9}, "unit: expected one number from 0.01 to 100"),
        ({"factor": -1.0}, "factor: expected"),
        ({"rate": "mine"}, "rate: expected one of"),
        ({"epoch": 101}, "epoch: expected a whole number from 0 to 100"),
        ({"epoch": 0.5}, "epoch: expected a whole number"),
    ],
)
def test_bad_arguments_are_named(change, match):
    with pytest.raises(ValueError, match=match):
        experiments.centre_scale_numbers(**{"offset": 1.0} | change)
