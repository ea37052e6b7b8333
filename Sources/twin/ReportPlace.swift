import Files
import MarketTwin

/// Where the report of a scenario goes.
struct ReportPlace {
    var path: String
    /// The scenario, or the result that was compared, as an absolute path.
    var origin: String

    /// A folder that a person named.
    init(named path: String, for origin: String) {
        self.path = path
        self.origin = origin
    }

    /// A further word for the folder: what the command does beside a run.
    static func + (place: ReportPlace, suffix: String) -> ReportPlace {
        ReportPlace(named: place.path + suffix, for: place.origin)
    }

    /// `reports/NAME` for a scenario file `…/NAME.yaml`, or for a result `…/NAME/report.json`.
    static func standard(for scenario: String) -> ReportPlace {
        let origin = FilePlace.canonical(scenario) ?? scenario
        let parts = scenario.split(separator: "/").map(String.init)
        if parts.count > 1, parts.last == "report.json" {
            return ReportPlace(named: "reports/" + safe(parts[parts.count - 2]), for: origin)
        }
        let name = parts.last ?? "scenario"
        let ending = [".yaml", ".yml", ".json"].first { name.hasSuffix($0) && name.count > $0.count } ?? ""
        return ReportPlace(named: "reports/" + safe(String(name.dropLast(ending.count))), for: origin)
    }

    /// A name that stays within its folder, can be read on a terminal, and leaves room for further words.
    private static func safe(_ name: String) -> String {
        let visible = String(
            String.UnicodeScalarView(
                name.unicodeScalars.map { scalar in
                    [.control, .format, .lineSeparator, .paragraphSeparator].contains(
                        scalar.properties.generalCategory) ? "_" : scalar
                }))
        return [".", "..", ""].contains(visible) ? "scenario" : fitting(visible, bytes: 150)
    }

    /// A name that a disk takes: where it is long, its beginning and a number that tells it from others with this beginning.
    private static func fitting(_ name: String, bytes: Int) -> String {
        guard name.utf8.count > bytes else { return name }
        var beginning = name
        while beginning.utf8.count > bytes - 17 { beginning.removeLast() }
        // FNV-1a.
        let number = name.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
        return beginning + "-" + String(number, radix: 16)
    }

    /// The place itself, or where it holds the report of another scenario that is still there, one whose name says the folders of
    /// this one too: `reports/daily-equities` for `equities/daily.yaml`.
    ///
    /// - Returns: the place, and the other scenario where there is one.
    func free() -> (place: ReportPlace, other: String?) {
        guard let first = Self.holder(of: path), first != origin else { return (self, nil) }
        var place = self
        let parent = path.prefix { $0 != "/" } + "/"
        var name = String(path.dropFirst(parent.count))
        for folder in origin.split(separator: "/").dropLast().reversed() {
            name += "-" + Self.safe(String(folder))
            place.path = parent + Self.fitting(name, bytes: 240)
            let holder = Self.holder(of: place.path)
            if holder == nil || holder == origin { break }
        }
        return (place, first)
    }

    /// The scenario whose report a folder holds; nil where it holds none, or that scenario is gone.
    private static func holder(of folder: String) -> String? {
        FolderManifest(folderAt: folder).flatMap { FilePlace.canonical($0.origin) }
    }
}
