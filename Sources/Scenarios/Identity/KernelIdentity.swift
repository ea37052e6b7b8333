import Simulation

/// What tells kernels apart: a SHA-256 of the bits that they give, so that two results of one identity have the same bits.
public enum KernelIdentity {
    /// In hexadecimal: 64 digits; of this process.
    public static let digest: String = {
        var bytes = CanonicalBytes()
        for word in KernelProbe.bits { bytes.add(Int(bitPattern: UInt(word))) }
        return bytes.digest
    }()
}
