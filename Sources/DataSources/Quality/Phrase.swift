/// Small words of the messages of this room.
enum Phrase {
    /// “1 date”, “3 dates”.
    static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    /// A figure as short as it can be read back: “12”, “12.5”.
    static func number(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
    }

    /// A figure with a number of decimals.
    static func rounded(_ value: Double, decimals: Int) -> String {
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        return number((value * scale).rounded() / scale)
    }
}
