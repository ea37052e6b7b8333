/// How often a factor has a level, as its dates tell.
public enum LevelFrequency: Hashable, Sendable {
    /// On so many days of the week, 5 to 7.
    case daily(daysAWeek: Int)
    case weekly
    case fortnightly
    case monthly
    case quarterly
    case yearly
    /// Every so many calendar days, in no usual rhythm.
    case every(days: Double)

    public static let businessDaily = LevelFrequency.daily(daysAWeek: 5)

    /// Usual changes in a year. A five-day week has 252 of them, the convention of the whole engine; holidays are left
    /// out of a six-day week in the same proportion; who trades every day of the week has no holidays.
    public var changesPerYear: Double {
        switch self {
        case .daily(let days): days >= 7 ? 365 : days == 6 ? 302 : 252
        case .weekly: 52
        case .fortnightly: 26
        case .monthly: 12
        case .quarterly: 4
        case .yearly: 1
        case .every(let days): 365.25 / days
        }
    }

    public var isDaily: Bool { if case .daily = self { true } else { false } }

    /// Calendar days from one level to the next, as a rule.
    public var usualDays: Double { isDaily ? 1 : 365.25 / changesPerYear }

    /// The rhythm of dates that lie so many calendar days apart, of at least five.
    init(slow days: Double) {
        self =
            switch days {
            case ..<9.5: .weekly
            case 12..<17: .fortnightly
            case 26..<36: .monthly
            case 80..<102: .quarterly
            case 340..<390: .yearly
            default: .every(days: days)
            }
    }
}

extension LevelFrequency {
    /// Before a noun: “daily”, “seven-day”, “monthly”.
    public var adjective: String {
        switch self {
        case .daily(let days): days >= 7 ? "calendar-day" : "daily"
        case .every(let days): "\(Int(days.rounded()))-day"
        default: description
        }
    }
}

extension LevelFrequency: CustomStringConvertible {
    /// “daily”, “daily, seven days a week”, “monthly”.
    public var description: String {
        switch self {
        case .daily(let days): days >= 7 ? "daily, seven days a week" : days == 6 ? "daily, six days a week" : "daily"
        case .weekly: "weekly"
        case .fortnightly: "fortnightly"
        case .monthly: "monthly"
        case .quarterly: "quarterly"
        case .yearly: "yearly"
        case .every(let days): "one level every \(Int(days.rounded())) days"
        }
    }
}
