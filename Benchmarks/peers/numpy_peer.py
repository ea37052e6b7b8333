"""The comparison's everyday alternative: the same work with NumPy and SciPy. See ../README.md.

    numpy_peer.py WORKLOAD double THREADS PATHS [--chunk N] [--pool]

Prints "ready" when everything is set up; then, for every line on standard input, makes one pass (simulate, value,
VaR 99 %, ES 97.5 %) and prints "SECONDS VAR ES".
"""

import argparse
import concurrent.futures
import math
import sys
import time

import numpy as np
import scipy
from scipy.special import ndtr

RATE, YIELD = 0.02, 0.01


class Model:
    """The market and the book of a workload; the C peer and the engine hold the same numbers."""

    def __init__(self, workload: str):
        self.factors = {"linear": 500, "small": 20}.get(workload, 50)
        self.steps = 250 if workload == "steps" else 1
        self.options = 1000 if workload == "options" else 0
        self.horizon = (10 if self.steps == 1 else 250) / 252
        n = self.factors
        i = np.arange(n)
        loading = 0.3 + 0.04 * (7 * i % 11)
        correlation = np.outer(loading, loading)
        np.fill_diagonal(correlation, 1.0)
        self.level = 50.0 + 10.0 * (i % 17)
        self.volatility = 0.15 + 0.02 * (5 * i % 13)
        scale = self.volatility * math.sqrt(self.horizon / self.steps)
        # σ√Δ goes into the Cholesky factor, the drift into the weights: nothing is left to do along the paths.
        self.lower = np.linalg.cholesky(correlation) * scale[:, None]
        self.growth = -0.5 * self.volatility**2 * self.horizon
        quantity = 100.0 * (1 + i % 5) * np.where(i % 4 == 3, -1, 1)
        self.weights = quantity * self.level * np.exp(self.growth)
        self.value_today = float(quantity @ self.level)
        if self.options:
            k = np.arange(self.options)
            self.underlying, rank = k % n, k // n
            self.strike = self.level[self.underlying] * (0.80 + 0.02 * rank)
            self.sign = np.where(rank % 2 == 0, 1.0, -1.0)
            self.implied = self.volatility[self.underlying]
            self.quantity = 10.0 * (1 + k % 3) * np.where(k % 4 == 3, -1, 1)
            self.expiry = 0.25 * (1 + k % 8)
            today = [
                float(self.price(o, np.array([math.log(self.level[self.underlying[o]])]), self.expiry[o])[0])
                for o in range(self.options)
            ]
            self.value_today = float(self.quantity @ today)

    def price(self, o: int, log_spot: np.ndarray, remaining: float, spot: np.ndarray | None = None) -> np.ndarray:
        """Black–Scholes–Merton for one option on many paths."""
        spot = np.exp(log_spot) if spot is None else spot
        deviation = self.implied[o] * math.sqrt(remaining)
        sign, strike = self.sign[o], self.strike[o]
        slope = sign / deviation
        d = log_spot * slope + (slope * ((RATE - YIELD) * remaining - math.log(strike)) + 0.5 * sign * deviation)
        asset, cash = sign * math.exp(-YIELD * remaining), sign * strike * math.exp(-RATE * remaining)
        return asset * spot * ndtr(d) - cash * ndtr(d - sign * deviation)

    def profit_and_loss(self, random: np.random.Generator, count: int) -> np.ndarray:
        change = random.standard_normal((count, self.factors)) @ self.lower.T
        for _ in range(self.steps - 1):
            change += random.standard_normal((count, self.factors)) @ self.lower.T
        if not self.options:
            return np.exp(change, out=change) @ self.weights - self.value_today
        log_spot = np.ascontiguousarray((change + (np.log(self.level) + self.growth)).T)
        spot = np.exp(log_spot)
        value = np.full(count, -self.value_today)
        for o in range(self.options):
            factor = self.underlying[o]
            value += self.quantity[o] * self.price(o, log_spot[factor], self.expiry[o] - self.horizon, spot[factor])
        return value


def tail(profit_and_loss: np.ndarray) -> tuple[float, float]:
    """VaR 99 % and ES 97.5 % by selection."""
    n = len(profit_and_loss)
    rank, count = math.ceil(n * 0.01 - 1e-9), math.ceil(n * 0.025 - 1e-9)
    parts = np.partition(profit_and_loss, (rank - 1, count - 1))
    return -float(parts[rank - 1]), -float(parts[:count].mean())


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("workload")
    parser.add_argument("precision")
    parser.add_argument("threads", type=int)
    parser.add_argument("paths", type=int)
    parser.add_argument("--chunk", type=int, help="paths at a time; all where left out")
    parser.add_argument("--pool", action="store_true", help="chunks on a pool of threads, BLAS on one thread each")
    arguments = parser.parse_args()
    model = Model(arguments.workload)
    chunk = arguments.chunk or arguments.paths
    chunks = [min(chunk, arguments.paths - s) for s in range(0, arguments.paths, chunk)]
    seeds = np.random.SeedSequence(20240101)
    pool = concurrent.futures.ThreadPoolExecutor(arguments.threads) if arguments.pool else None
    print(f"ready NumPy {np.__version__}, SciPy {scipy.__version__}", flush=True)
    for _ in sys.stdin:
        begin = time.perf_counter()
        if pool:
            generators = [np.random.default_rng(s) for s in seeds.spawn(len(chunks))]
            parts = list(pool.map(model.profit_and_loss, generators, chunks))
        else:
            random = np.random.default_rng(seeds.spawn(1)[0])
            parts = [model.profit_and_loss(random, count) for count in chunks]
        value_at_risk, shortfall = tail(np.concatenate(parts))
        print(f"{time.perf_counter() - begin:.9f} {value_at_risk:.17g} {shortfall:.17g}", flush=True)


if __name__ == "__main__":
    main()
