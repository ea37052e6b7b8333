import Market

/// Numbers for books that stay when other books come and go.
struct BookNames {
    private var known: [String: Int] = [:]

    /// Of the nodes of a tree, in their order.
    mutating func ids(of tree: BookTree) -> [Int] {
        tree.nodes.map { node in
            if let id = known[node.path] { return id }
            known[node.path] = known.count
            return known.count - 1
        }
    }
}
