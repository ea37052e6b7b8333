import LinearAlgebra

/// A covariance, and what a reader should know about it.
public struct CovarianceEstimate: Sendable {
    /// Factors × factors, symmetric, for one observation: not annualised.
    public let covariance: Matrix
    /// One phrase for reports: `exponentially weighted, decay 0.97`.
    public let description: String
    /// How many equally weighted observations would tell as much: 1/Σw².
    public let effectiveObservations: Double
    /// The weight of the shrinkage target, from 0 to 1; nil where nothing is shrunk.
    public let shrinkage: Double?
    /// Of fits that ended at a bound.
    public let remarks: [Remark]

    /// What a reader must know, of one factor or of all.
    public struct Remark: Sendable, Hashable {
        /// Nil for all of them.
        public var column: Int?
        /// A sentence without a full stop.
        public var words: String

        public init(column: Int? = nil, _ words: String) {
            self.column = column
            self.words = words
        }
    }

    public init(
        covariance: Matrix, description: String, effectiveObservations: Double, shrinkage: Double? = nil,
        remarks: [Remark] = []
    ) {
        self.covariance = covariance
        self.description = description
        self.effectiveObservations = effectiveObservations
        self.shrinkage = shrinkage
        self.remarks = remarks
    }
}
