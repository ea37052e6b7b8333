import DataSources
import Settings

/// Where the files that a scenario names may lie: beside it, or, where the scenario is a link, beside what it leads to.
struct ScenarioDirectories {
    /// Of the scenario as it was named; empty for the working directory.
    var own: String
    /// Of the file that a link leads to; nil where the scenario is none.
    var linked: String?

    /// Of a scenario that is no link.
    init(_ own: String) { self.own = own }

    /// - Parameter file: the path of the scenario.
    init(of file: String) {
        own = FilePath.directory(of: file)
        linked = FilePath.linkTarget(of: file).map { FilePath.directory(of: $0) }
    }

    /// The one that holds all of these files, beside the link first.
    ///
    /// - Returns: the directory; and what to say where a link leads to neither.
    func chosen(for files: [String], file: String) -> (directory: String, issue: Issue?) {
        guard let linked else { return (own, nil) }
        func missing(in directory: String) -> [String] {
            files.filter { !FilePath.exists(FilePath.resolve($0, relativeTo: directory)) }
        }
        let (beside, behind) = (missing(in: own), missing(in: linked))
        guard let lost = beside.first else { return (own, nil) }
        guard let still = behind.first else { return (linked, nil) }
        let issue = Issue(
            "the scenario is a link, and “\(behind.count < beside.count ? still : lost)” lies neither beside the link, in"
                + " “\(own.isEmpty ? "." : own)”, nor beside the file that it leads to, in “\(linked)”",
            hint: "keep all files that it names in one of the two folders",
            at: SourceLocation(file: file, line: 1, column: 1), nature: .missingInput)
        return (behind.count < beside.count ? linked : own, issue)
    }
}
