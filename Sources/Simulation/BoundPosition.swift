import Instruments
import Market
import Settings

/// A position with its instrument, made.
///
/// It never changes, and is shared rather than copied: a large book passes through many lists, and each copy of its texts and
/// terms would count every one of them.
public final class BoundPosition: Sendable {
    public let position: Position
    /// What is held; `position.instrument` is how it was stated.
    public let held: any Instrument

    public init(_ position: Position, held: any Instrument) {
        self.position = position
        self.held = held
    }

    public var id: String { position.id }
    public var book: String { position.book }
    public var quantity: Double { position.quantity }
    public var currency: Currency { position.currency }
    public var instrument: Specification { position.instrument }
}

extension BoundPosition {
    /// A stored position, its instrument made as of a date.
    ///
    /// - Throws: where its kind is unknown, or its terms do not go with the date, such as an expiry that has passed.
    convenience init(_ position: Position, asOf: CalendarDate, kinds: RunKinds) throws(RunProblem) {
        let chosen: Chosen<any Instrument.Type>
        do throws(UnknownKind) { chosen = try kinds.instruments.choose(position.instrument) } catch {
            throw RunProblem(error)
        }
        do throws(InstrumentProblem) {
            self.init(position, held: try chosen.type.init(chosen.specification, asOf: asOf))
        } catch { throw RunProblem("position \(position.id): \(error.message)") }
    }

    /// - Throws: where it needs what a market does not have.
    func check(factors: Set<FactorID>, curves: [String: [MarketLayout.Node]]) throws(RunProblem) {
        for (_, quantity) in held.requirements.quantities {
            switch quantity {
            case .factor(let factor) where !factors.contains(factor):
                throw RunProblem("position \(position.id) needs \(factor), which that market does not have")
            case .curve(let name) where curves[name] == nil:
                throw RunProblem("position \(position.id) needs the curve \(name), which that market does not have")
            default: break
            }
        }
    }
}
