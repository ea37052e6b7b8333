/// Makes a JSON value of a finding, its members in the order in which the finding writes them.
///
/// The encoders of Foundation give no order, and leave out what is nil. Here a member that is nil is `null`, so that a
/// reader sees that nothing is known; a finding that leaves a member out says so by not encoding it.
struct FindingEncoder {
    static func value(of finding: some Encodable) throws -> JSONValue {
        let place = Place()
        try finding.encode(to: ValueEncoder(place: place))
        return place.value
    }

    /// Where a value is put together: what is encoded into it, in order.
    fileprivate final class Place {
        private enum Content {
            case value(JSONValue)
            case list([Place])
            case object([(key: String, place: Place)])
        }

        private var content = Content.value(.null)

        var value: JSONValue {
            switch content {
            case .value(let value): value
            case .list(let places): .list(places.map(\.value))
            case .object(let members): .object(members.map { ($0.key, $0.place.value) })
            }
        }

        func set(_ value: JSONValue) { content = .value(value) }

        /// An object from now on; what it holds already stays.
        func becomeObject() { if case .object = content {} else { content = .object([]) } }

        func becomeList() { if case .list = content {} else { content = .list([]) } }

        func member(_ key: String) -> Place {
            let place = Place()
            if case .object(var members) = content {
                content = .value(.null)
                members.append((key, place))
                content = .object(members)
            }
            return place
        }

        func element() -> Place {
            let place = Place()
            if case .list(var places) = content {
                content = .value(.null)
                places.append(place)
                content = .list(places)
            }
            return place
        }

        var count: Int { if case .list(let places) = content { places.count } else { 0 } }

        func encode(_ value: some Encodable) throws {
            switch value {
            case let numbers as [Double]: set(.list(numbers.map { .number($0) }))
            case let number as Double: set(.number(number))
            case let text as String: set(.text(text))
            case let flag as Bool: set(.flag(flag))
            case let integer as any BinaryInteger: set(.integer(integer.description))
            default: try value.encode(to: ValueEncoder(place: self))
            }
        }
    }

    fileprivate struct ValueEncoder: Encoder {
        let place: Place
        var codingPath: [any CodingKey] { [] }
        var userInfo: [CodingUserInfoKey: Any] { [:] }

        func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
            place.becomeObject()
            return KeyedEncodingContainer(Members(place: place))
        }

        func unkeyedContainer() -> any UnkeyedEncodingContainer {
            place.becomeList()
            return Elements(place: place)
        }

        func singleValueContainer() -> any SingleValueEncodingContainer { Single(place: place) }
    }

    private struct Members<Key: CodingKey>: KeyedEncodingContainerProtocol {
        let place: Place
        var codingPath: [any CodingKey] { [] }

        mutating func encodeNil(forKey key: Key) { place.member(key.stringValue).set(.null) }

        mutating func encode(_ value: some Encodable, forKey key: Key) throws {
            try place.member(key.stringValue).encode(value)
        }

        mutating func encodeIfPresent(_ value: (some Encodable)?, forKey key: Key) throws {
            if let value { try encode(value, forKey: key) } else { encodeNil(forKey: key) }
        }

        mutating func encodeIfPresent(_ value: String?, forKey key: Key) throws { try orNull(value, key) }
        mutating func encodeIfPresent(_ value: Double?, forKey key: Key) throws { try orNull(value, key) }
        mutating func encodeIfPresent(_ value: Int?, forKey key: Key) throws { try orNull(value, key) }
        mutating func encodeIfPresent(_ value: Bool?, forKey key: Key) throws { try orNull(value, key) }

        private mutating func orNull(_ value: (some Encodable)?, _ key: Key) throws {
            if let value { try encode(value, forKey: key) } else { encodeNil(forKey: key) }
        }

        mutating func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type, forKey key: Key
        ) -> KeyedEncodingContainer<Nested> {
            ValueEncoder(place: place.member(key.stringValue)).container(keyedBy: type)
        }

        mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
            ValueEncoder(place: place.member(key.stringValue)).unkeyedContainer()
        }

        mutating func superEncoder() -> any Encoder { ValueEncoder(place: place.member("super")) }

        mutating func superEncoder(forKey key: Key) -> any Encoder {
            ValueEncoder(place: place.member(key.stringValue))
        }
    }

    private struct Elements: UnkeyedEncodingContainer {
        let place: Place
        var codingPath: [any CodingKey] { [] }
        var count: Int { place.count }

        mutating func encodeNil() { place.element().set(.null) }
        mutating func encode(_ value: some Encodable) throws { try place.element().encode(value) }

        mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
            ValueEncoder(place: place.element()).container(keyedBy: type)
        }

        mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
            ValueEncoder(place: place.element()).unkeyedContainer()
        }

        mutating func superEncoder() -> any Encoder { ValueEncoder(place: place.element()) }
    }

    private struct Single: SingleValueEncodingContainer {
        let place: Place
        var codingPath: [any CodingKey] { [] }

        mutating func encodeNil() { place.set(.null) }
        mutating func encode(_ value: some Encodable) throws { try place.encode(value) }
    }
}
