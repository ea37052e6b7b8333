import Backtest
import Calibrate
import Calibration
import Compare
import DataSources
import Dependence
import Formats
import Instruments
import Measures
import Processes
import Replay
import Reports
import ReverseStress
import Risk
import Scenarios
import Simulation
import Stress
import StudyKit
import WhatIf

extension Catalog {
    /// Everything that comes with Market Twin. A new member is a folder in its room and a line here.
    public static let standard = Catalog(
        kinds: RunKinds(
            processes: [
                GeometricBrownianMotion.self,
                ArithmeticBrownianMotion.self,
                MertonJumpDiffusion.self,
                Heston.self,
                Bates.self,
                VarianceGamma.self,
                GARCH.self,
                EWMA.self,
                RegimeSwitching.self,
                OrnsteinUhlenbeck.self,
                Vasicek.self,
                CoxIngersollRoss.self,
                HullWhite.self,
                Schwartz.self,
            ],
            dependences: [
                GaussianDependence.self,
                StudentTDependence.self,
                GroupedTDependence.self,
                GaussianCopula.self,
                TCopula.self,
                FactorModelDependence.self,
            ],
            marginals: [
                NormalMarginal.self,
                StudentTMarginal.self,
                GeneralisedParetoTails.self,
            ],
            instruments: [
                Equity.self,
                Commodity.self,
                FXSpot.self,
                Cash.self,
                FXForward.self,
                EuropeanOption.self,
                ZeroCouponBond.self,
                FixedRateBond.self,
            ],
            simulations: [
                MonteCarloSimulation.self,
                HistoricalSimulation.self,
                HistoricalWeightedSimulation.self,
                VolatilityScaledSimulation.self,
                FilteredHistoricalSimulation.self,
                ParametricSimulation.self,
            ],
            measures: [
                ValueAtRisk.self,
                ExpectedShortfall.self,
                MeanLoss.self,
                StandardDeviation.self,
                ProbabilityOfLoss.self,
                WorstLoss.self,
            ]
        ),
        dataSources: [
            CSVDataSource.self
        ],
        qualityRules: [
            UnsortedDates.self,
            DuplicateDate.self,
            StrayDate.self,
            MisalignedCalendar.self,
            RaggedStart.self,
            MissingLevel.self,
            NonPositiveLevel.self,
            ImplausibleLevel.self,
            StaleLevel.self,
            Spike.self,
            RoundRatio.self,
            ContradictingQuotes.self,
        ],
        covarianceEstimators: [
            SampleCovariance.self,
            ExponentiallyWeightedCovariance.self,
            LedoitWolfCovariance.self,
            OracleApproximatingShrinkage.self,
            MarchenkoPasturCovariance.self,
            DynamicConditionalCorrelation.self,
            NeweyWestCovariance.self,
            LeadLagCovariance.self,
            OverlappingCovariance.self,
        ],
        repairs: [
            NoRepair.self,
            EigenvalueClip.self,
            NearestCorrelation.self,
        ],
        sections: [
            WrittenStress.self,
            Decomposition.self,
            WrittenLimits.self,
            ReverseSettings.self,
            BacktestSettings.self,
            UncertaintySettings.self,
            ModelChoices.self,
            OutputSettings.self,
        ]
    )
}

extension Catalog {
    /// What may be asked of a scenario, in the order of the commands.
    public static let studies: [any Study] = [
        RiskStudy(),
        WhatIfStudy(),
        ReplayStudy(),
        StressStudy(),
        ReverseStressStudy(),
        CalibrationStudy(),
        BacktestStudy(),
        ComparisonStudy(),
    ]

    /// The formats a document is written in where nobody says, in the order in which its files are made.
    public static let documentFormats: [any DocumentFormat] = [DocumentText(), DocumentCSV(), DocumentPage()]

    /// Every format that a document can be written in.
    public static let allFormats: [any DocumentFormat] =
        documentFormats + [DocumentPDF(), DocumentXlsx(), LossesNpy(), DocumentArrow(), DocumentParquet()]
}
