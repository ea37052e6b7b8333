#!/usr/bin/env python3
"""Runs the engine and its peers on the same work, in turns, and prints one table of ratios.

Every program is started once a workload and waits; a round asks each of them in turn for one pass (A B C A B C …), so
that what else the machine does hits all alike. A ratio is taken within a round, and the table shows the median over the
rounds. `--short` runs one round of tiny passes: it shows that everything builds and runs, and says nothing of speed.
To add a workload, add a line to WORKLOADS, and its market and book to Workload.swift (and to the peers it is compared
with).
"""

import argparse
import os
import pathlib
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass

HERE = pathlib.Path(__file__).resolve().parent
ENGINE = str(HERE / ".build/release/CompareEngine")
MKL = str(HERE / ".build/peers/mkl-peer")
PYTHON = str(HERE / ".build/peers/venv/bin/python")
NUMPY = str(HERE / "peers/numpy_peer.py")
CHOLESKY = "engine, full Cholesky"
STUDENT_T = "engine, Student t"


@dataclass(frozen=True)
class Side:
    """A program, a precision and a number of threads: one side of a comparison."""

    program: str
    precision: str
    threads: int

    @property
    def name(self) -> str:
        return f"{self.program} {self.precision}" if self.program in ("engine", "MKL") else self.program

    @property
    def is_engine(self) -> bool:
        return self.program.startswith("engine")

    def paths(self, paths: int) -> int:
        """A full Cholesky factor of thousands of factors is so slow that a twentieth of the paths tells enough."""
        return paths // 20 if self.program == CHOLESKY else paths

    def command(self, workload: str, paths: int) -> tuple[list[str], dict[str, str]]:
        job = [workload, self.precision, str(self.threads), str(self.paths(paths))]
        if self.program == CHOLESKY:
            return [ENGINE, workload + "-cholesky", *job[1:]], {}
        if self.program == STUDENT_T:
            return [ENGINE, workload + "-t", *job[1:]], {}
        if self.program == "engine":
            return [ENGINE, *job], {}
        if self.program == "MKL":
            return [MKL, *job], {}
        if self.program == "NumPy":  # whole arrays, as one writes it: BLAS takes the threads
            return [PYTHON, NUMPY, *job], {"OPENBLAS_NUM_THREADS": str(self.threads)}
        return [PYTHON, NUMPY, *job, "--pool", "--chunk", "512"], {"OPENBLAS_NUM_THREADS": "1"}


@dataclass(frozen=True)
class Goal:
    """What the ratio (seconds of the peer over seconds of the engine) should reach; 0 where it is only shown."""

    engine: Side
    peer: Side
    least: float


@dataclass(frozen=True)
class Workload:
    name: str
    what: str
    paths: int
    short_paths: int
    unit: str
    units_a_path: int
    goals: list[Goal]


def engine(threads: int, precision: str = "double") -> Side:
    return Side("engine", precision, threads)


def mkl(threads: int, precision: str = "double") -> Side:
    return Side("MKL", precision, threads)


def numpy(threads: int, tuned: bool = False) -> Side:
    return Side("NumPy, chunks on a pool" if tuned else "NumPy", "double", threads)


def scaling(precision: str = "double") -> list[Goal]:
    """The engine on two threads; MKL, which shares nothing between them, shows what the machine can give."""
    return [Goal(engine(2, precision), engine(1, precision), 1.9), Goal(mkl(2, precision), mkl(1, precision), 0)]


WORKLOADS = [
    Workload(
        "linear", "500 lognormal factors, one step, linear book", 100_000, 2_000, "factor-path", 500,
        [goal for t in (1, 2) for goal in (
            Goal(engine(t), mkl(t), 1.0),
            Goal(engine(t, "single"), mkl(t), 2.0),
            Goal(engine(t, "single"), mkl(t, "single"), 1.0),
        )] + [
            Goal(engine(2), numpy(2), 5.0),
            Goal(engine(2, "single"), numpy(2), 11.0),
            Goal(engine(2), numpy(2, tuned=True), 0),
            Goal(engine(2, "single"), numpy(2, tuned=True), 0),
            *scaling(),
            *scaling("single"),
        ]),
    Workload(
        "options", "1,000 European options on 50 factors, one step, full revaluation", 100_000, 2_000, "option-path", 1_000,
        [
            Goal(engine(1), mkl(1), 1.0),
            Goal(engine(2), mkl(2), 1.0),
            Goal(engine(2), numpy(2), 8.0),
            Goal(engine(2), numpy(2, tuned=True), 0),
            *scaling(),
        ]),
    Workload(
        "small", "20 lognormal factors, one step, linear book", 1_000_000, 20_000, "factor-path", 20,
        [Goal(engine(1), mkl(1), 0.9), Goal(engine(2), mkl(2), 0.9), *scaling()]),
    Workload(
        "steps", "50 lognormal factors, 250 steps, linear book", 20_000, 2_000, "factor-path-step", 50 * 250,
        [Goal(engine(1), mkl(1), 1.0), Goal(engine(2), mkl(2), 1.0), *scaling()]),
    *[Workload(
        f"tails-{count}", f"{count} lognormal factors, one step, linear book, Gaussian and Student t", 20_000_000 // count,
        2_000, "factor-path", count, [Goal(Side(STUDENT_T, "double", 1), engine(1), 0.83)]) for count in (20, 100, 500)],
    Workload(
        "large", "5,000 lognormal factors by 50 principal components, one step, linear book", 100_000, 2_000, "factor-path",
        5_000, [Goal(engine(2), Side(CHOLESKY, "double", 2), 20.0)]),
]

MEASURING_LIMIT = 0.05
TICK_PATHS, TRADE_PATHS, TICK_SHORT_PATHS = 20_000, 100_000, 2_000
MEMORY_PATHS, MEMORY_SHORT_PATHS, MEMORY_LIMIT = 10_000_000, 100_000, 500e6


class Process:
    """A program that waits for lines and makes a pass for each."""

    def __init__(self, side: Side, workload: str, paths: int):
        command, variables = side.command(workload, paths)
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("OPENBLAS_", "MKL_", "OMP_"))}
        self.child = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment | variables)
        self.version = self.line().removeprefix("ready").strip()

    def line(self) -> str:
        text = self.child.stdout.readline()
        if not text:
            sys.exit(f"error: {' '.join(self.child.args)} ended with status {self.child.wait()}")
        return text

    def run(self) -> list[float]:
        """Seconds, VaR, ES; from the engine also their standard errors, seconds of measuring, bytes of memory.

        The last number is how many processors the program was given while it worked.
        """
        before = self.processor_time()
        self.child.stdin.write("\n")
        self.child.stdin.flush()
        result = [float(word) for word in self.line().split()]
        return [*result, (self.processor_time() - before) / result[0]]

    def processor_time(self) -> float:
        words = pathlib.Path(f"/proc/{self.child.pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
        return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")

    def close(self) -> None:
        self.child.stdin.close()
        self.child.wait()


def processor() -> str:
    with open("/proc/cpuinfo", encoding="utf-8") as lines:
        model = next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), "unknown")
    return f"{model}, {os.cpu_count()} cores"


def differences(side: Side, passes: list[list[float]], reference: list[float]) -> list[str]:
    """Where VaR or ES of a side is off the engine's by more than five standard errors of the difference."""
    found = []
    for index, name in ((1, "VaR"), (2, "ES")):
        error = reference[index + 2] * 2**0.5
        gap = abs(passes[0][index] - reference[index])
        if gap > 5 * error:
            found.append(f"{side.name}: {name} {passes[0][index]:.6g}, the engine's {reference[index]:.6g} ± {error:.2g}")
    return found


def compare(workload: Workload, rounds: int, short: bool) -> tuple[list[list[str]], list[str], dict[str, str]]:
    paths = workload.short_paths if short else workload.paths
    sides = list(dict.fromkeys(side for goal in workload.goals for side in (goal.engine, goal.peer)))
    processes = {side: Process(side, workload.name, paths) for side in sides}
    passes: dict[Side, list[list[float]]] = {side: [] for side in sides}
    for number in range(rounds + (0 if short else 1)):
        for side in sides:
            result = processes[side].run()
            # NumPy's own threads spin for a moment after they have worked.
            time.sleep(0 if short else 0.05)
            if number > 0 or short:
                passes[side].append(result)
    for process in processes.values():
        process.close()
    reference = passes[engine(1) if engine(1) in passes else sides[0]][0]
    problems = [problem for side in sides if side.program not in (CHOLESKY, STUDENT_T)
                for problem in differences(side, passes[side], reference)]
    rows = []
    for goal in workload.goals:
        scale = goal.engine.paths(paths) / goal.peer.paths(paths)
        ratios = sorted(b[0] / a[0] * scale for a, b in zip(passes[goal.engine], passes[goal.peer]))
        ratio = statistics.median(ratios)
        spread = f"{ratios[len(ratios) // 4]:.2f}–{ratios[-1 - len(ratios) // 4]:.2f}"

        def cost(side: Side) -> str:
            seconds = statistics.median(one[0] for one in passes[side])
            return f"{seconds / side.paths(paths) / workload.units_a_path * 1e9:.2f}"

        given = statistics.median(one[-1] for one in passes[goal.engine])
        is_scaling = goal.engine.program == goal.peer.program
        rows.append([
            workload.name, "1 → 2" if is_scaling else str(goal.engine.threads), goal.engine.name, cost(goal.engine),
            f"1 thread; got {given:.1f} processors" if is_scaling else goal.peer.name, cost(goal.peer), f"{ratio:.2f}", spread,
            f"≥ {goal.least:g}" if goal.least else "", verdict(ratio >= goal.least, short) if goal.least else "",
        ])
    for side in sides:
        if side.program == "engine":
            rows.append(measuring(workload, side, passes[side], short))
    versions = {side.program.split(",")[0]: processes[side].version for side in sides}
    return rows, problems, versions


def measuring(workload: Workload, side: Side, passes: list[list[float]], short: bool) -> list[str]:
    """Seconds of measuring over those of simulating, in one pass."""
    shares = sorted(one[5] / (one[0] - one[5]) for one in passes)
    share = statistics.median(shares)
    spread = f"{shares[len(shares) // 4]:.1%}–{shares[-1 - len(shares) // 4]:.1%}"
    return [
        workload.name, str(side.threads), side.name, "", "measuring, of simulating", "", f"{share:.1%}", spread,
        f"≤ {MEASURING_LIMIT:.0%}", verdict(share <= MEASURING_LIMIT, short)]


def memory(short: bool) -> list[str]:
    process = Process(engine(2), "memory", MEMORY_SHORT_PATHS if short else MEMORY_PATHS)
    peak = process.run()[6]
    process.close()
    return [
        "memory", "2", "engine double", "", "", "", f"{peak / 1e6:.0f} MB", "", f"< {MEMORY_LIMIT / 1e6:.0f} MB",
        verdict(peak < MEMORY_LIMIT, short)]


def tick(short: bool, rounds: int) -> list[list[str]]:
    """Processor time of what happens to a desk in memory: the median over the rounds."""
    process = Process(engine(1), "tick", TICK_SHORT_PATHS if short else TICK_PATHS)
    process.run()
    passes = [process.run() for _ in range(rounds)]
    process.close()
    large = Process(engine(1), "tick", TICK_SHORT_PATHS if short else TRADE_PATHS)
    large.run()
    trade = statistics.median(large.run()[3] for _ in range(1 if short else 5))
    large.close()
    cost = [statistics.median(one[column] for one in passes) for column in range(5)]
    lines = [("one share moves", cost[0], 5e-3), ("dearest of fifty factors moves", cost[1], None),
             ("every factor moves", cost[2], 80e-3), ("trade added to 100,000 paths", trade, 5e-3),
             ("identity of the run", cost[4], 5e-3)]
    return [["tick", "1", "engine double", "", what, "", f"{seconds * 1e3:.2f} ms", "",
             f"≤ {limit * 1e3:g} ms" if limit else "", verdict(seconds <= limit, short) if limit else ""]
            for what, seconds, limit in lines]


def verdict(is_reached: bool, short: bool) -> str:
    return "not timed" if short else ("yes" if is_reached else "NO")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="one round of tiny passes, no verdicts")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--only", nargs="*", help="names of workloads")
    arguments = parser.parse_args()
    rounds = 1 if arguments.short else arguments.rounds
    header = ["workload", "threads", "program", "ns", "against", "ns", "ratio", "middle half", "to reach", "reached"]
    rows, problems, versions = [], [], {}
    for workload in WORKLOADS:
        if arguments.only and workload.name not in arguments.only:
            continue
        print(f"{workload.name}: {workload.what} …", file=sys.stderr, flush=True)
        more_rows, more_problems, more_versions = compare(workload, rounds, arguments.short)
        rows += more_rows
        problems += more_problems
        versions |= more_versions
    if not arguments.only or "memory" in arguments.only:
        rows.append(memory(arguments.short))
    if not arguments.only or "tick" in arguments.only:
        rows += tick(arguments.short, rounds)
    print(f"{processor()}; {'; '.join(versions.values())}")
    print(f"Median of {rounds} round{'s' if rounds > 1 else ''}. ns: for a factor-path (linear, small, large), option-path,"
          " factor-path-step. Ratio: the peer's time over the engine's.\n")
    widths = [max(len(row[column]) for row in [header, *rows]) for column in range(len(header))]
    for row in [header, ["-" * width for width in widths], *rows]:
        print("| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |")
    print()
    if problems:
        print("VaR or ES disagree:\n  " + "\n  ".join(problems))
        sys.exit(1)
    print("VaR 99 % and ES 97.5 % of all programs agree with the engine's within five standard errors.")


if __name__ == "__main__":
    main()
