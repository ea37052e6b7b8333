import Foundation
import Settings

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// The elements of an XML document, one after another, as the parser meets them.
final class MarkupEvents: NSObject, XMLParserDelegate {
    private let onStart: (String, [String: String]) -> Void
    private let onEnd: (String, String) -> Void
    private var text = ""
    private var depth = 0
    private var hasFailed = false

    /// - Parameters:
    ///   - start: name, without a prefix of its namespace, and attributes.
    ///   - end: name, and the text since the last beginning or end of an element.
    private init(start: @escaping (String, [String: String]) -> Void, end: @escaping (String, String) -> Void) {
        (onStart, onEnd) = (start, end)
    }

    /// - Throws: where the bytes are no XML, or have a document type: a workbook has none, and entities are nobody's need.
    static func read(
        _ bytes: [UInt8], name: String, at place: SourceLocation, start: @escaping (String, [String: String]) -> Void,
        end: @escaping (String, String) -> Void
    ) throws(Issue) {
        guard !bytes.prefix(1_024).contains(sequence: Array("<!DOCTYPE".utf8)) else {
            throw Issue("\(name) of the workbook has a document type", hint: "save the workbook again", at: place)
        }
        let events = MarkupEvents(start: start, end: end)
        let parser = XMLParser(data: Data(bytes))
        parser.delegate = events
        // The parser takes what ends too early for whole.
        guard parser.parse(), parser.parserError == nil, !events.hasFailed, events.depth == 0 else {
            throw Issue(
                "\(name) of the workbook is no XML, by its line \(parser.lineNumber)", hint: "save the workbook again",
                at: place)
        }
    }

    private static func own(_ name: String) -> String {
        name.lastIndex(of: ":").map { String(name[name.index(after: $0)...]) } ?? name
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        text = ""
        depth += 1
        onStart(Self.own(name), attributes)
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        onEnd(Self.own(name), text)
        text = ""
        depth -= 1
    }

    func parser(_ parser: XMLParser, parseErrorOccurred error: any Error) { hasFailed = true }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
}

extension Sequence<UInt8> {
    fileprivate func contains(sequence: [UInt8]) -> Bool {
        String(decoding: Array(self), as: UTF8.self).contains(String(decoding: sequence, as: UTF8.self))
    }
}
