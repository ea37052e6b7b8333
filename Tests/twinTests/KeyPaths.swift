import TestSupport

/// The keys of JSON values, each by its path and the sorts of value that stand there: `measures[].value: number`.
///
/// `measures[].confidence?` is a key that some of the objects at its place lack.
struct KeyPaths {
    private var sorts: [String: Set<String>] = [:]
    private var objects: [String: Int] = [:]
    private var uses: [String: Int] = [:]
    /// Of each path of a member, that of the object it belongs to.
    private var owners: [String: String] = [:]

    init(_ values: [JSONNode]) {
        for value in values { add(value, at: "") }
    }

    private mutating func add(_ value: JSONNode, at path: String) {
        switch value {
        case .null: sorts[path, default: []].insert("null")
        case .flag: sorts[path, default: []].insert("flag")
        case .number: sorts[path, default: []].insert("number")
        case .text: sorts[path, default: []].insert("text")
        case .list(let elements):
            sorts[path, default: []].insert("list")
            for element in elements { add(element, at: path + "[]") }
        case .object(let members):
            sorts[path, default: []].insert("object")
            objects[path, default: 0] += 1
            for (key, member) in members {
                let place = path.isEmpty ? key : path + "." + key
                owners[place] = path
                uses[place, default: 0] += 1
                add(member, at: place)
            }
        }
    }

    /// One line a path, in alphabetical order.
    var text: String {
        sorts.keys.filter { !$0.isEmpty }.sorted().map { path in
            let isEverywhere = owners[path].map { uses[path] == objects[$0] } ?? true
            return path + (isEverywhere ? "" : "?") + ": " + (sorts[path] ?? []).sorted().joined(separator: ", ") + "\n"
        }.joined()
    }
}
