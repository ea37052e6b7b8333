// A door imports MarketTwin alone: the words it needs to speak to a person come along.
@_exported import Backtest
@_exported import Backtesting
@_exported import Calibrate
@_exported import Calibration
@_exported import Compare
@_exported import Market
@_exported import Measures
@_exported import Parallelism
@_exported import Replay
@_exported import Reports
@_exported import ReverseStress
@_exported import Risk
@_exported import Scenarios
@_exported import Settings
@_exported import Stress
@_exported import StudyKit
@_exported import WhatIf
