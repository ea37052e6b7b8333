import Measures

extension RiskComponent {
    var json: JSONValue {
        var members = key.measure.members(kindAs: "measure")
        members += [
            ("by", .text(by.rawValue)), ("name", .text(name)), ("value", .number(value)),
            ("standardError", .number(standardError)),
            ("share", .number(share)),
        ]
        let further: [(String, Double?)] = [
            ("marginal", marginal), ("standAlone", standAlone), ("standAloneError", standAloneError),
            ("incremental", incremental), ("incrementalError", incrementalError),
        ]
        for (key, value) in further { if let value { members.append((key, .number(value))) } }
        return .object(members)
    }
}

extension TailSummary {
    var json: JSONValue {
        .object([
            (
                "diversification",
                .list(
                    diversification.map {
                        .object(
                            $0.key.measure.members(kindAs: "measure") + [
                                ("by", .text($0.by.rawValue)), ("standAloneSum", .number($0.standAloneSum)),
                                ("ratio", .number($0.ratio)),
                            ])
                    })
            ),
            (
                "scenarios",
                .list(
                    scenarios.map {
                        .object(
                            $0.key.measure.members(kindAs: "measure") + [("moves", .list($0.moves.map(\.json)))])
                    })
            ),
            (
                "worst",
                .list(
                    worst.map {
                        .object([
                            ("path", .integer($0.path)), ("loss", .number($0.loss)),
                            ("dates", .list($0.dates.map { .text($0.description) })),
                            ("moves", .list($0.moves.map(\.json))),
                        ])
                    })
            ), ("remarks", .list(remarks.map { .text($0) })),
        ])
    }
}

extension AttributedMove {
    var json: JSONValue {
        .object([
            ("factor", .text(factor.name)), ("change", .number(change)), ("isRelative", .flag(isRelative)),
            ("deviations", .number(deviations)), ("loss", .number(loss)),
        ])
    }
}
