import DataSources
import Foundation
import Settings
import TestSupport
import Testing

@Suite("Files that gzip compressed")
struct GzipTests {
    /// Made by zlib 1.2.13: with the fixed code, stored, and with codes of its own.
    private static let fixed =
        "H4sIAAAAAAACA0tJLEnVcQ3Uc3T2deUyMjAy0TUw1DUw0jE0MNAzRQgYAwUM9YxMuQDMeZ2yMAAAAA=="
    private static let stored =
        "H4sIAAAAAAAEAwEwAM//ZGF0ZSxFUS5BQ01FCjIwMjQtMDEtMDIsMTAwLjUKMjAyNC0wMS0wMywxMDEuMjUKzHmdsjAAAAA="
    private static let dynamic = """
        H4sIAAAAAAACA12Yy45ttw1E5/4WuaH3Y2jYN7MM7OACmQZI/iD/DxerdovcB+hJL0jaIll86Pz3P///X/rx59dvv//zR/rHv79+/Pzr57/+
        +KXmnH/NBX9pnpzKV5/OapprgNXqrKWyO9gcznrau4CVwEYaq3+cN9M5B6wdZyuVPCrg2g53qts+PJezk86edhnfXHI6fdmBvq6U1LEf53Vn
        NZ1qFzxhXUtn2nnDL116OsPW9exspLbtvNaczdR53g5spc7zevjGTrOYwdtts/9pb/V1FY6vH+tw/q62rhdnNdUy3t+tCMiqH3t7mrzfdDvq
        SP2YHcP9UmdaPK+4T6sFZFrkjkeuIiCZBlMJJg1TzM5mcFnOauo8sAXWUqXBbTjrcKqdN8J5Iy0a3AKbafC8MZ2ttHv+YDstCmYcZydVnnfK
        ZRDMXubomp0V2EZF+14TzPywA4KZCnBYB+UPO683ZwPO72+/QDAN+993Wek0W9cCgx0U4HIfQDDz1Pd5Jhjeb7odFvDBjHM/w/7GBInrGu5S
        37ZVs8PWbfcpBFP7fN8ZgjkmkK/TnSEe1YR1wjd2arofzzMRmF7atO+O4gz/522O2cshBLPzFZsYBNOp/ONs4NJmcA0fmRAbFR0YHF28coht
        7G036GKoMLzg8e9CMJUBlsFiJa01r6PFahqTgm7OWtrF7jfcNvw/rIR+Lb+fCfzMm+liM22etwNbqCZeicQ2yiwFHRj+7/2WbTIIpp12k1AM
        wm/5ba8JhgIsbi8Es1QBtzNUmHlu5RCDYHi/EHQIpuTergIFoRgaHAIHxahES+UWcfakoBgxVBgqunZnyEyV1OGsm7IoweoQNTAzwmEhauBw
        ZYlZDazevQQtN2lJcwYXsKgu/wgkU9q4HVIMTYk5vPw8k0wdN//F0JTa53k9rXZuvoqZq715iSE3s9dKsYVw2nnbvYUQ7cMU2c4O5GHnTb8L
        JLP6uc1GDJLZ3qzFKs4rt1mLNdjL2hHWwZ+STFiHms+pYweGmj/XO5psSipa2SG0zyIjp1p4TTIlMyKKkiA0wzlGXhBDcrLIlLAZRWatq0ux
        YVKoHwfCNPZ1tS+xhczOH7eBqOlClVAxy06vHmRWZTRo+TpIpsx8tSqGgays636xloYMDnthCF1YsjMzpNmHm18QmpnUdHXjrMyM/LF5P4NC
        d4PhgEFNT2fQzDMJ+l5oZvE89U0x7GMfCXexQSaf+rYYohln3Zoi9l1n4jpMZOPzw9hXGRE3DpqZ+VxhWiipme6DghgmrdnuoCAGUbf5sQ4T
        42q3cYrhfozIac5uHVRmC2Jk7Mz2cCAmre6NROx7kgl7i2WnR07se5JRkRezDsvCGhdC/Bw9gnVWZmRxd2aaoahPWGimtHbTRBA9ljarSInh
        /7w4zQQI1eyPExGkqiv6gTb+WiV9MVQapl1xf0E1mgZ7OM9q/3gH2SotK1cJ62wqOzdlxVAxs4tLDP9zOtL7xgKnQhPSRBAfYGnVjC1m7wy/
        oNh7mhGz3uTjpZi5ms1phc1WC/eto2IbSvKXmtgB84cGmT2YGGQ9FsSsplOFbp2ppnmhEcPcyBCHC0I0XaIJ6wY6eb9SEDNDjs9bgpD/chWK
        oWKy0MQDD5S5b4Mhs7zmQK3yLYYBM+SxmMk/r5tjgvaG3XeoE7OQnA+GRGaIQzitOzEiLXwYhjBLhhvC5lRuw7IQSTN8w2qgEcRT4/ibU6w9
        7Vj6EOvPk0QtXwz/r3xDJ4bJUc0unGdv036TTgyFhuepcolZSc9XHmScgMeNnJi9sft1gljF843n+V2sN638ts0m4szarwe6IDSjkdUdY28m
        9qYTLrPQKKn95gzaZ5XRGCt2nkoYGCSjHAlOsCpDyRS/NCQzmMQ1rMM9WPq3f9daE6eF4o4xB6hqBcZ6adKabjAcMHVBN9geTd3XWThMMoel
        X5cRo6b90STYnolQ3VgM2bl54HaGRxMnTL2UxexngHInUbH1PS6ccCC65/F0FzuW2vmKldDe2aysmuHECiq/v0/Fvn+YqW4yRLM4pKvyi3V0
        CO92YtaceOAKcD6/HJWweT1Bbm4JRFM5L5xwGVyYM+bwvVZnWAi3f8MuzFYS3IUYyYXd41QtJPUdT3todx+kxMbTjeN35yPC6fez1iQRhu9C
        /GxNErV53jTT+a7Te00M77rlQ78YspPjhwInhncd66p+xRKzX47yTU4xm4DHfduK2Tjj1UMM9zuf9ztPgPXGJLOkycfLkSA6EwdCOV+sPg/3
        5ZexC+fmL17B/ryMgxdwY73cd9iMesm6tcI6ZCeTpId1d5o54doH825/u9XeTcy64ZtNMgzJ8r1WZ6jp4a7B/5OFv7jF9tTWCDycDYSz32wX
        m08dbIGtVx0Us5DcGYBuNsksDh+chB6GEZh1mpJ+GHKTL202g4f156cFSuFhuB9HdMr8YajnqvvNmY3o/fvXgYehDHKkPmEdJKOq5d+AZLqm
        N19nKaiHO4P0wPpckEX+YchNPbTDgchNjgo7sPHtwLAX5ZIjenFn2UObr7oSvmu/Yn84xmaZ/GGwPZr44yqC+TdsG2L8phcAAA==
        """
    private static let small = "date,EQ.ACME\n2024-01-02,100.5\n2024-01-03,101.25\n"

    /// What `dynamic` holds.
    private static let long: String = {
        var state = 1
        func padded(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
        return (0..<300).reduce(into: "date,EQ.ACME,FX.EURUSD\n") { text, n in
            state = (state * 1_103_515_245 + 12_345) % (1 << 31)
            text += "\(2_000 + n / 28 % 20)-\(padded(n / 28 % 12 + 1))-\(padded(n % 28 + 1)),"
            text += "\(100 + state % 1_000),1.\(state % 89 + 10)\n"
        }
    }()

    private func bytes(_ base64: String) throws -> [UInt8] {
        Array(try #require(Data(base64Encoded: base64.filter { !$0.isWhitespace })))
    }

    /// The fields of every record, with commas and line feeds between them; or what is wrong.
    private func text(_ bytes: [UInt8]) throws -> String {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try Data(bytes).write(to: folder.url.appendingPathComponent("p.csv.gz"))
        var reader = try CSVReader(path: folder.path("p.csv.gz"))
        var lines = ""
        do throws(Settings.Issue) {
            while try reader.next() {
                lines += (0..<reader.fieldCount).map { reader.text($0) }.joined(separator: ",") + "\n"
            }
        } catch { return error.message }
        return lines
    }

    @Test func unpacksBlocksOfEverySort() throws {
        #expect(try text(bytes(Self.fixed)) == Self.small)
        #expect(try text(bytes(Self.stored)) == Self.small)
        #expect(try text(bytes(Self.dynamic)) == Self.long)
    }

    @Test("members in a row are one file; a file may be packed in memory and unpacked by other tools")
    func members() throws {
        #expect(try text(bytes(Self.fixed) + bytes(Self.dynamic)) == Self.small + Self.long)
    }

    @Test("every file that is cut or changed is refused, and none is read as another")
    func damage() throws {
        let whole = try bytes(Self.dynamic)
        for length in stride(from: 2, to: whole.count, by: 37) {
            #expect(try text(Array(whole[..<length])).hasPrefix("the compressed file is damaged"), "\(length)")
        }
        var random = SplitMix(state: 7)
        for _ in 0..<200 {
            var bytes = whole
            let place = Int.random(in: 10..<whole.count, using: &random)  // what stands before is no part of the text
            bytes[place] ^= UInt8.random(in: 1...255, using: &random)
            let found = try text(bytes)
            #expect(found.hasPrefix("the compressed file is damaged"), "byte \(place): \(found.prefix(80))")
        }
        #expect(try text(whole + [1]).hasPrefix("the compressed file is damaged: something that gzip did not write"))
    }

    @Test("what unpacks to very much more than its size is refused")
    func bomb() throws {
        // A fixed block of one byte and copies of 258 bytes at distance one: a length of eight bits and a distance of five each.
        var bits: [Bool] = [true, true, false]
        func append(_ code: Int, _ count: Int) {
            for place in (0..<count).reversed() { bits.append(code >> place & 1 == 1) }
        }
        append(0x30 + 0x61, 8)
        for _ in 0..<80_000 {
            append(0b1100_0101, 8)
            append(0, 5)
        }
        var bytes: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
        for start in stride(from: 0, to: bits.count, by: 8) {
            bytes.append((0..<min(8, bits.count - start)).reduce(0) { $0 | (bits[start + $1] ? 1 << $1 : 0) })
        }
        // Of 130 kB come 20.6 MB: 158 times as much is allowed, 20 times is not.
        let folder = try ScratchFolder()
        defer { folder.remove() }
        let path = folder.path("zeros.csv")
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        func message(_ limits: GzipBytes.Limits) throws -> String {
            var input = try InputBytes(path: path, limits: limits)
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            do throws(Settings.Issue) {
                while try input.read(into: &buffer, from: 0) > 0 {}
            } catch { return error.message }
            return ""
        }
        let strict = GzipBytes.Limits(size: 1 << 30, ratio: 20, freeSize: 1 << 16)
        #expect(try message(strict).hasPrefix("the file unpacks to more than"))
        #expect(try message(.standard).hasPrefix("the compressed file is damaged: it ends too early"))
    }

    @Test("a compressed history is read where a scenario names it")
    func history() throws {
        let folder = try ScratchFolder()
        defer { folder.remove() }
        try Data(bytes(Self.fixed)).write(to: folder.url.appendingPathComponent("p.csv.gz"))
        let table = try CSVDataSource(path: "p.csv.gz").read(relativeTo: folder.url.path)
        #expect(table.levels == [100.5, 101.25])
    }
}
