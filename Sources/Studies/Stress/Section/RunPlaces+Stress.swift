import Scenarios
import Settings

extension RunPlaces {
    /// An issue at the place of a stress scenario.
    public func issue(_ message: String, hint: String, ofStress name: String) -> Issue {
        let item = scenario.section(WrittenStress.self).items.first { $0.name == name }
        return Issue(
            message, hint: hint, at: item?.location ?? location(of: ["stress"]), path: item?.path ?? "stress")
    }
}
