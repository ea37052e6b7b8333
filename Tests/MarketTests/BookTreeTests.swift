import Market
import Testing

@Suite("The tree of books")
struct BookTreeTests {
    @Test("parents come before their children, siblings in the order first named")
    func order() {
        let tree = BookTree(books: ["Rates", "Equity/US/Tech", "Equity/EU", "Equity/US", "Rates"])
        #expect(tree.nodes.map(\.path) == ["", "Rates", "Equity", "Equity/US", "Equity/US/Tech", "Equity/EU"])
        #expect(tree.nodes.map(\.name) == ["Portfolio", "Rates", "Equity", "US", "Tech", "EU"])
        #expect(tree.nodes.map(\.depth) == [0, 1, 1, 2, 3, 2])
        #expect(tree.nodes.map(\.parent) == [nil, 0, 0, 2, 3, 2])
        #expect(tree.nodes[2].children == [3, 5])
    }

    @Test("a node is found by its path, the portfolio by the empty one")
    func index() {
        let tree = BookTree(books: ["A/B"])
        #expect(tree.index(of: "") == 0)
        #expect(tree.index(of: "A/B") == 2)
        #expect(tree.index(of: "B") == nil)
        #expect(BookTree(books: []).nodes.count == 1)
        #expect(BookTree(books: ["", ""]).nodes.count == 1)
    }

    @Test("the same name below two books is two nodes")
    func sameName() {
        let tree = BookTree(books: ["A/X", "B/X"])
        #expect(tree.nodes.count == 5)
        #expect(tree.index(of: "A/X") != tree.index(of: "B/X"))
    }

    @Test("a book that holds all of its parent's positions repeats it")
    func repeats() {
        let tree = BookTree(books: ["A/B/C", "A/B/D", "A/B"])
        #expect(tree.nodes.map(\.path) == ["", "A", "A/B", "A/B/C", "A/B/D"])
        #expect(tree.nodes.map(\.repeatsParent) == [false, true, true, false, false])
        #expect(BookTree(books: ["A", "A/B"]).nodes.map(\.repeatsParent) == [false, true, false])
        #expect(BookTree(books: ["", "A"]).nodes.map(\.repeatsParent) == [false, false])
        #expect(BookTree(books: ["A/B"]).nodes.map(\.repeatsParent) == [false, true, true])
    }
}
