import ArgumentParser
import MarketTwin
import Store

/// The folder of a twin.
struct TwinFolderArgument: ParsableArguments {
    @Argument(help: "The twin's folder.", completion: .directory)
    var folder: String

    var place: TwinFolder { TwinFolder(folder) }
}

extension Store {
    /// Opens a folder's record, does some work, and closes it again however that went.
    static func withStore<Result>(
        _ folder: TwinFolder, isReadOnly: Bool = false, _ work: (Store) throws -> Result
    ) throws -> Result {
        let store = try Store(folder, isReadOnly: isReadOnly)
        let result = Swift.Result { try work(store) }
        try store.close()
        return try result.get()
    }
}

extension StoreError {
    /// As a shell gets it.
    var exitCode: ExitCode {
        switch nature {
        case .inputOutput: Door.Code.inputOutput
        case .cannotCreate: Door.Code.cannotCreate
        case .damaged: Door.Code.badInput
        case .missing: Door.Code.missingInput
        case .occupied: Door.Code.tryAgain
        case .usage: ExitCode.validationFailure
        }
    }
}
