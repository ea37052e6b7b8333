/// Makes a JSON value of a finding, its members in the order in which the finding writes them.
///
/// The encoders of Foundation give no order, and leave out what is nil. Here a member that is nil is `null`, so that a
/// reader sees that nothing is known; a finding that leaves a member out says so by not encoding it.
package struct FindingEncoder {
    package static func value(of finding: some Encodable) throws -> JSONValue {
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

        package var value: JSONValue {
            switch content {
            case .value(let value): value
            case .list(let places): .list(places.map(\.value))
            case .object(let members): .object(members.map { ($0.key, $0.place.value) })
            }
        }

        package func set(_ value: JSONValue) { content = .value(value) }

        /// An object from now on; what it holds already stays.
        package func becomeObject() { if case .object = content {} else { content = .object([]) } }

        package func becomeList() { if case .list = content {} else { content = .list([]) } }

        package func member(_ key: String) -> Place {
            let place = Place()
            if case .object(var members) = content {
                content = .value(.null)
                members.append((key, place))
                content = .object(members)
            }
            return place
        }

        package func element() -> Place {
            let place = Place()
            if case .list(var places) = content {
                content = .value(.null)
                places.append(place)
                content = .list(places)
            }
            return place
        }

        package var count: Int { if case .list(let places) = content { places.count } else { 0 } }

        package func encode(_ value: some Encodable) throws {
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
        package let place: Place
        package var codingPath: [any CodingKey] { [] }
        package var userInfo: [CodingUserInfoKey: Any] { [:] }

        package func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
            place.becomeObject()
            return KeyedEncodingContainer(Members(place: place))
        }

        package func unkeyedContainer() -> any UnkeyedEncodingContainer {
            place.becomeList()
            return Elements(place: place)
        }

        package func singleValueContainer() -> any SingleValueEncodingContainer { Single(place: place) }
    }

    private struct Members<Key: CodingKey>: KeyedEncodingContainerProtocol {
        package let place: Place
        package var codingPath: [any CodingKey] { [] }

        package mutating func encodeNil(forKey key: Key) { place.member(key.stringValue).set(.null) }

        package mutating func encode(_ value: some Encodable, forKey key: Key) throws {
            try place.member(key.stringValue).encode(value)
        }

        package mutating func encodeIfPresent(_ value: (some Encodable)?, forKey key: Key) throws {
            if let value { try encode(value, forKey: key) } else { encodeNil(forKey: key) }
        }

        package mutating func encodeIfPresent(_ value: String?, forKey key: Key) throws { try orNull(value, key) }
        package mutating func encodeIfPresent(_ value: Double?, forKey key: Key) throws { try orNull(value, key) }
        package mutating func encodeIfPresent(_ value: Int?, forKey key: Key) throws { try orNull(value, key) }
        package mutating func encodeIfPresent(_ value: Bool?, forKey key: Key) throws { try orNull(value, key) }

        private mutating func orNull(_ value: (some Encodable)?, _ key: Key) throws {
            if let value { try encode(value, forKey: key) } else { encodeNil(forKey: key) }
        }

        package mutating func nestedContainer<Nested: CodingKey>(
            keyedBy type: Nested.Type, forKey key: Key
        ) -> KeyedEncodingContainer<Nested> {
            ValueEncoder(place: place.member(key.stringValue)).container(keyedBy: type)
        }

        package mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
            ValueEncoder(place: place.member(key.stringValue)).unkeyedContainer()
        }

        package mutating func superEncoder() -> any Encoder { ValueEncoder(place: place.member("super")) }

        package mutating func superEncoder(forKey key: Key) -> any Encoder {
            ValueEncoder(place: place.member(key.stringValue))
        }
    }

    private struct Elements: UnkeyedEncodingContainer {
        package let place: Place
        package var codingPath: [any CodingKey] { [] }
        package var count: Int { place.count }

        package mutating func encodeNil() { place.element().set(.null) }
        package mutating func encode(_ value: some Encodable) throws { try place.element().encode(value) }

        package mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<
            Nested
        > {
            ValueEncoder(place: place.element()).container(keyedBy: type)
        }

        package mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
            ValueEncoder(place: place.element()).unkeyedContainer()
        }

        package mutating func superEncoder() -> any Encoder { ValueEncoder(place: place.element()) }
    }

    private struct Single: SingleValueEncodingContainer {
        package let place: Place
        package var codingPath: [any CodingKey] { [] }

        package mutating func encodeNil() { place.set(.null) }
        package mutating func encode(_ value: some Encodable) throws { try place.encode(value) }
    }
}
