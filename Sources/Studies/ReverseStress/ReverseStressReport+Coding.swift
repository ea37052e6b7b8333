import Market

/// How a reverse stress test stands in a result.
extension ReverseStressReport: Encodable {
    /// Of a result, and of its version.
    public static let schema = "market-twin.reverse/1"

    private enum CodingKeys: CodingKey {
        case schema, version, kernels, run, finding, currency, book, bookValue, portfolioValue, target, law, search,
            simulated, history, reached, scenarios, notes
    }

    private struct Run: Encodable {
        let id: String
        let title: String
        let scenario: String
        let asOf: CalendarDate
        let horizonDays: Int
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Self.schema, forKey: .schema)
        try container.encode(version, forKey: .version)
        try container.encodeIfPresent(kernels, forKey: .kernels)
        try container.encode(
            Run(
                id: run.id, title: run.title, scenario: run.scenario, asOf: run.asOf, horizonDays: run.horizonDays),
            forKey: .run)
        try container.encodeIfPresent(finding, forKey: .finding)
        try container.encode(currency, forKey: .currency)
        try container.encode(book, forKey: .book)
        try container.encode(bookValue, forKey: .bookValue)
        try container.encode(portfolioValue, forKey: .portfolioValue)
        try container.encode(target, forKey: .target)
        try container.encode(law, forKey: .law)
        try container.encode(search, forKey: .search)
        try container.encode(simulated, forKey: .simulated)
        try container.encode(past, forKey: .history)
        try container.encode(!scenarios.isEmpty, forKey: .reached)
        try container.encode(scenarios, forKey: .scenarios)
        try container.encode(notes, forKey: .notes)
    }
}

extension ReverseTarget: Encodable {
    private enum CodingKeys: CodingKey { case loss, origin, share, confidence, multiple }

    /// The name of the member with the kind of the measure that the amount was taken from.
    private static let kindName = "measure"

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(loss, forKey: .loss)
        switch origin {
        case .stated: try container.encode("stated", forKey: .origin)
        case .share(let share):
            try container.encode("share", forKey: .origin)
            try container.encode(share, forKey: .share)
        case .limit(let key):
            try container.encode("limit", forKey: .origin)
            try key.measure.encode(to: encoder, kindAs: Self.kindName)
            // A limit on a measure without confidence says so.
            if key.measure.confidence == nil { try container.encodeNil(forKey: .confidence) }
        case .multiple(let multiple, let key):
            try container.encode("multiple", forKey: .origin)
            try key.measure.encode(to: encoder, kindAs: Self.kindName)
            try container.encode(multiple, forKey: .multiple)
        }
    }
}

extension ReverseLaw: Encodable {
    private enum CodingKeys: CodingKey {
        case factors, directions, horizonDays, degreesOfFreedom, exact, inexactBecause, valuedAt
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(factors, forKey: .factors)
        try container.encode(directions, forKey: .directions)
        try container.encode(horizonDays, forKey: .horizonDays)
        try container.encode(degreesOfFreedom, forKey: .degreesOfFreedom)
        try container.encode(isExact, forKey: .exact)
        try container.encode(reason, forKey: .inexactBecause)
        try container.encode(isAtHorizon ? "horizon" : "today", forKey: .valuedAt)
    }
}

extension SimulatedLosses: Encodable {
    private enum CodingKeys: CodingKey { case losses, paths, share, standardError, low, high }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        let interval = interval
        try container.encode(count, forKey: .losses)
        try container.encode(paths, forKey: .paths)
        try container.encode(share, forKey: .share)
        try container.encode(standardError, forKey: .standardError)
        try container.encode(interval.low, forKey: .low)
        try container.encode(interval.high, forKey: .high)
    }
}

extension ReverseScenario: Encodable {
    private enum CodingKeys: CodingKey {
        case distance, loss, residual, converged, endings, probabilityBeyond, probabilityAlong, moves, classes,
            timeLoss,
            books, positions
    }

    private struct ClassLoss: Encodable {
        let factorClass: FactorClass
        let loss: Double

        enum CodingKeys: String, CodingKey {
            case factorClass = "class"
            case loss
        }
    }

    private struct BookGain: Encodable {
        let book: String
        let gain: Double
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(distance, forKey: .distance)
        try container.encode(loss, forKey: .loss)
        try container.encode(residual, forKey: .residual)
        try container.encode(isConverged, forKey: .converged)
        try container.encode(endings, forKey: .endings)
        try container.encode(probabilityBeyond, forKey: .probabilityBeyond)
        try container.encode(probabilityAlong, forKey: .probabilityAlong)
        try container.encode(moves, forKey: .moves)
        try container.encode(classes.map { ClassLoss(factorClass: $0.factorClass, loss: $0.loss) }, forKey: .classes)
        try container.encode(timeLoss, forKey: .timeLoss)
        try container.encode(books.map { BookGain(book: $0.path, gain: $0.gain) }, forKey: .books)
        try container.encode(positions, forKey: .positions)
    }
}

extension ReverseScenario.Move: Encodable {
    private enum CodingKeys: CodingKey { case factor, level, moved, change, relative, deviations, lossAlone }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(factor, forKey: .factor)
        try container.encode(level, forKey: .level)
        try container.encode(moved, forKey: .moved)
        try container.encode(change, forKey: .change)
        try container.encode(convention == .logarithmic, forKey: .relative)
        try container.encode(deviations, forKey: .deviations)
        try container.encode(lossAlone, forKey: .lossAlone)
    }
}
