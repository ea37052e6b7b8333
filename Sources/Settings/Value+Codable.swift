import Market

extension Value.Content: Codable {
    private enum Tag: String, CodingKey {
        case number, count, text, flag, date, on, years, currency, factor, curve, quantity, specification, list, mapping
    }

    public init(from decoder: any Decoder) throws {
        let box = try decoder.container(keyedBy: Tag.self)
        func has(_ tag: Tag) -> Bool { box.contains(tag) }
        if has(.quantity) {
            if has(.factor) {
                self = .quantity(.factor(try box.decode(FactorID.self, forKey: .factor)))
            } else if has(.curve) {
                self = .quantity(.curve(try box.decode(String.self, forKey: .curve)))
            } else {
                self = .quantity(.number(try box.decode(Double.self, forKey: .quantity)))
            }
        } else if has(.number) {
            self = .number(try box.decode(Double.self, forKey: .number))
        } else if has(.count) {
            self = .count(try box.decode(Int.self, forKey: .count))
        } else if has(.text) {
            self = .text(try box.decode(String.self, forKey: .text))
        } else if has(.flag) {
            self = .flag(try box.decode(Bool.self, forKey: .flag))
        } else if has(.years) {
            self = .term(.years(try box.decode(Double.self, forKey: .years)))
        } else if has(.date) {
            self = .date(try box.decode(CalendarDate.self, forKey: .date))
        } else if has(.on) {
            self = .term(.date(try box.decode(CalendarDate.self, forKey: .on)))
        } else if has(.currency) {
            self = .currency(try box.decode(Currency.self, forKey: .currency))
        } else if has(.factor) {
            self = .factor(try box.decode(FactorID.self, forKey: .factor))
        } else if has(.list) {
            self = .list(try box.decode([Value.Content].self, forKey: .list))
        } else if has(.mapping) {
            self = .mapping(try box.decode([Value.Entry].self, forKey: .mapping))
        } else {
            self = .kind(try box.decode(Specification.self, forKey: .specification))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var box = encoder.container(keyedBy: Tag.self)
        switch self {
        case .number(let value): try box.encode(value, forKey: .number)
        case .count(let value): try box.encode(value, forKey: .count)
        case .text(let value): try box.encode(value, forKey: .text)
        case .flag(let value): try box.encode(value, forKey: .flag)
        case .date(let value): try box.encode(value, forKey: .date)
        case .term(.date(let value)): try box.encode(value, forKey: .on)
        case .term(.years(let value)): try box.encode(value, forKey: .years)
        case .currency(let value): try box.encode(value, forKey: .currency)
        case .factor(let value): try box.encode(value, forKey: .factor)
        case .quantity(.number(let value)): try box.encode(value, forKey: .quantity)
        case .quantity(.factor(let value)):
            try box.encode(true, forKey: .quantity)
            try box.encode(value, forKey: .factor)
        case .quantity(.curve(let value)):
            try box.encode(true, forKey: .quantity)
            try box.encode(value, forKey: .curve)
        case .kind(let value): try box.encode(value, forKey: .specification)
        case .list(let value): try box.encode(value, forKey: .list)
        case .mapping(let value): try box.encode(value, forKey: .mapping)
        }
    }
}
