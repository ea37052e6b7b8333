import Market
import Measures
import Reports

/// How a reverse stress test stands in a result: what is written is what is read.
extension ReverseStressReport: Codable {
    /// Of a result, and of its version.
    public static let schema = "market-twin.reverse/1"

    private enum CodingKeys: CodingKey {
        case schema, version, kernels, run, finding, currency, book, bookValue, portfolioValue, target, law, search,
            simulated, history, reached, scenarios, notes
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(Self.schema, forKey: .schema)
        try container.encode(version, forKey: .version)
        try container.encodeIfPresent(kernels, forKey: .kernels)
        try container.encode(run, forKey: .run)
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

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try container.expect(schema: Self.schema, forKey: .schema)
        self.init(
            run: try container.decode(RunSummary.self, forKey: .run),
            version: try container.decode(String.self, forKey: .version),
            currency: try container.decode(Currency.self, forKey: .currency),
            book: try container.decode(String.self, forKey: .book),
            bookValue: try container.decode(Double.self, forKey: .bookValue),
            portfolioValue: try container.decode(Double.self, forKey: .portfolioValue),
            target: try container.decode(ReverseTarget.self, forKey: .target),
            law: try container.decode(ReverseLaw.self, forKey: .law),
            search: try container.decode(ReverseSearch.self, forKey: .search),
            simulated: try container.decodeIfPresent(SimulatedLosses.self, forKey: .simulated),
            scenarios: try container.decode([ReverseScenario].self, forKey: .scenarios),
            notes: try container.decode([String].self, forKey: .notes))
        past = try container.decodeIfPresent(PastLosses.self, forKey: .history)
        kernels = try container.decodeIfPresent(String.self, forKey: .kernels)
        finding = try container.decodeIfPresent(String.self, forKey: .finding)
    }
}

extension ReverseTarget: Codable {
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

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func key() throws -> FigureKey { try FigureKey(from: decoder, kindAs: Self.kindName) }
        let word = try container.decode(String.self, forKey: .origin)
        let origin: Origin =
            switch word {
            case "stated": .stated
            case "share": .share(try container.decode(Double.self, forKey: .share))
            case "limit": .limit(try key())
            case "multiple": .multiple(try container.decode(Double.self, forKey: .multiple), of: try key())
            default:
                throw DecodingError.dataCorruptedError(
                    forKey: .origin, in: container,
                    debugDescription: "“\(word)” is none of stated, share, limit, multiple")
            }
        self.init(loss: try container.decode(Double.self, forKey: .loss), origin: origin)
    }
}

extension ReverseLaw: Codable {
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
        try container.encode(isAtHorizon ? Self.horizon : "today", forKey: .valuedAt)
    }

    private static let horizon = "horizon"

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            factors: try container.decode(Int.self, forKey: .factors),
            directions: try container.decode(Int.self, forKey: .directions),
            horizonDays: try container.decode(Int.self, forKey: .horizonDays),
            degreesOfFreedom: try container.decodeIfPresent(Double.self, forKey: .degreesOfFreedom),
            reason: try container.decodeIfPresent(String.self, forKey: .inexactBecause),
            isAtHorizon: try container.decode(String.self, forKey: .valuedAt) == Self.horizon)
    }
}

extension SimulatedLosses: Codable {
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

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            count: try container.decode(Int.self, forKey: .losses),
            paths: try container.decode(Int.self, forKey: .paths))
    }
}

extension ReverseScenario: Codable {
    private enum CodingKeys: CodingKey {
        case distance, loss, residual, converged, endings, probabilityBeyond, probabilityAlong, moves, classes,
            timeLoss,
            books, positions
    }

    private struct ClassLoss: Codable {
        let factorClass: FactorClass
        let loss: Double

        enum CodingKeys: String, CodingKey {
            case factorClass = "class"
            case loss
        }
    }

    private struct BookGain: Codable {
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

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            distance: try container.decode(Double.self, forKey: .distance),
            loss: try container.decode(Double.self, forKey: .loss),
            residual: try container.decode(Double.self, forKey: .residual),
            isConverged: try container.decode(Bool.self, forKey: .converged),
            endings: try container.decode(Int.self, forKey: .endings),
            probabilityBeyond: try container.decode(Double.self, forKey: .probabilityBeyond),
            probabilityAlong: try container.decode(Double.self, forKey: .probabilityAlong),
            moves: try container.decode([Move].self, forKey: .moves),
            classes: try container.decode([ClassLoss].self, forKey: .classes).map { ($0.factorClass, $0.loss) },
            timeLoss: try container.decode(Double.self, forKey: .timeLoss),
            books: try container.decode([BookGain].self, forKey: .books).map { ($0.book, $0.gain) },
            positions: try container.decode([Position].self, forKey: .positions))
    }
}

extension ReverseScenario.Move: Codable {
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

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            factor: try container.decode(FactorID.self, forKey: .factor),
            convention: try container.decode(Bool.self, forKey: .relative) ? .logarithmic : .absolute,
            level: try container.decode(Double.self, forKey: .level),
            moved: try container.decode(Double.self, forKey: .moved),
            change: try container.decode(Double.self, forKey: .change),
            deviations: try container.decode(Double.self, forKey: .deviations),
            lossAlone: try container.decode(Double.self, forKey: .lossAlone))
    }
}
