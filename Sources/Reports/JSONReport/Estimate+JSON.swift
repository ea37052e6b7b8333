import Measures

extension Estimate {
    var members: [(key: String, value: JSONValue)] {
        [
            ("value", .number(value)), ("standardError", .number(standardError)), ("low", .number(low)),
            ("high", .number(high)),
        ]
    }

    var json: JSONValue { .object(members) }
}
