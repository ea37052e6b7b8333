/// The books of a portfolio as a tree: `Equity/US/Tech` lies below `Equity/US`, which lies below `Equity`.
///
/// Node 0 is the whole portfolio. Parents come before their children, siblings in the order in which the portfolio
/// first names them.
public struct BookTree: Sendable {
    public struct Node: Sendable {
        /// "" for the whole portfolio.
        public var path: String
        public var name: String
        public var depth: Int
        public var parent: Int?
        public var children: [Int]
        /// Whether its parent holds the same positions and no others.
        public var repeatsParent: Bool
    }

    public let nodes: [Node]
    private let indexes: [String: Int]

    public init(books: [String]) {
        final class Branch {
            let name: String
            let path: String
            var children: [Branch] = []
            init(name: String, path: String) {
                self.name = name
                self.path = path
            }
        }
        let root = Branch(name: "Portfolio", path: "")
        var known = ["": root]
        for book in books where known[book] == nil {
            var parent = root
            var path = ""
            for part in book.split(separator: "/") {
                path += path.isEmpty ? String(part) : "/" + part
                if let branch = known[path] {
                    parent = branch
                } else {
                    let branch = Branch(name: String(part), path: path)
                    known[path] = branch
                    parent.children.append(branch)
                    parent = branch
                }
            }
        }
        var nodes: [Node] = []
        let holding = Set(books.map { $0.split(separator: "/").joined(separator: "/") })
        func add(_ branch: Branch, depth: Int, parent: Int?, isOnly: Bool) {
            let index = nodes.count
            let repeatsParent = isOnly && parent.map { !holding.contains(nodes[$0].path) } ?? false
            nodes.append(
                Node(
                    path: branch.path, name: branch.name, depth: depth, parent: parent, children: [],
                    repeatsParent: repeatsParent))
            if let parent { nodes[parent].children.append(index) }
            for child in branch.children {
                add(child, depth: depth + 1, parent: index, isOnly: branch.children.count == 1)
            }
        }
        add(root, depth: 0, parent: nil, isOnly: false)
        self.nodes = nodes
        indexes = Dictionary(uniqueKeysWithValues: nodes.enumerated().map { ($1.path, $0) })
    }

    public func index(of path: String) -> Int? { indexes[path] }
}
