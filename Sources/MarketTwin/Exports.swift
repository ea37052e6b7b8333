// A door imports MarketTwin alone: the words it needs to speak to a person come along.
@_exported import Backtesting
@_exported import Calibration
@_exported import Market
@_exported import Measures
@_exported import Replay
@_exported import Reports
@_exported import Scenarios
@_exported import Settings
@_exported import StudyKit
@_exported import WhatIf
