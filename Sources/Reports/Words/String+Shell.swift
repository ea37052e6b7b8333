extension String {
    /// As one word of a POSIX shell command.
    package var quotedForShell: String {
        let isPlain = !isEmpty && utf8.allSatisfy { "._-/+:,=@%".utf8.contains($0) || Character(.init($0)).isASCIIWord }
        return isPlain
            ? self : "'" + split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
    }
}

extension Character {
    fileprivate var isASCIIWord: Bool { isASCII && (isLetter || isNumber) }
}
