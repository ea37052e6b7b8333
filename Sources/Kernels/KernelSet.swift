import CKernels

/// The elementwise loops compiled for one instruction set.
///
/// Sets with a fused multiply-add (`x86-64-v3`, `x86-64-v4`) give the same bits; `baseline`, for older processors,
/// differs from them in the last bits. On Arm there is one set, `arm64`.
public struct KernelSet: @unchecked Sendable, CustomStringConvertible {
    // Points to a constant table in static memory, hence `@unchecked Sendable`.
    let loops: UnsafePointer<CKKernelSet>

    /// `x86-64-v4`, `x86-64-v3`, `baseline` or `arm64`.
    public var name: String { String(cString: loops.pointee.name) }

    public var description: String { name }

    /// Every set that this processor can run, the fastest last.
    public static let available: [KernelSet] = (0..<ck_kernel_set_count()).compactMap { number in
        ck_kernel_set(number).map(KernelSet.init(loops:))
    }

    /// The fastest set that this processor can run; all kernels use it unless told otherwise.
    public static let best: KernelSet = available[available.count - 1]
}
