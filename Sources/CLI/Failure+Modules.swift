import AWS
import Git
import Hooks
import Ledger
import Scanning
import Secrets

/// The exit code of each error of each module (docs/exit-codes.md).
extension Failure {
  init(explaining error: any Error) {
    switch error {
    case let error as Failure: self = error
    case let error as GitError:
      self.init(error.message, hint: error.hint, status: error.kind.status)
    case let error as ScanError: self.init(error.message, hint: error.hint, status: .incomplete)
    case let error as AWSError:
      self.init(error.messageWithSource, hint: error.hint, status: error.kind.status)
    case let error as SecretsError:
      self.init(error.message, hint: error.hint, status: error.kind.status)
    case let error as LedgerError:
      self.init(error.message, hint: error.hint, status: error.kind.status)
    case let error as HookError: self.init(error)
    case let error as FileError: self.init(error.message, hint: error.hint, status: .incomplete)
    case is CancellationError: self.init("Interrupted.", status: .interrupted)
    default:
      self.init(
        "Something went wrong that the program did not foresee: \(error)",
        hint: "Nothing should be relied on; please report this.",
        status: .incomplete
      )
    }
  }

  private init(_ error: HookError) {
    // The configuration's own message has its file and line already.
    if let failure = error.underlying as? Failure {
      self = failure
    } else {
      self.init(error.description, hint: error.hint, status: error.kind.status)
    }
  }
}

extension GitError.Kind {
  fileprivate var status: ExitStatus {
    switch self {
    case .notARepository, .unknownRevision: .usage
    case .command, .referenceChanged, .missingObject, .unsupportedRepository, .corrupt, .conflict,
      .libraryUnavailable, .io:
      .incomplete
    }
  }
}

extension AWSError.Kind {
  fileprivate var status: ExitStatus {
    switch self {
    case .configuration: .usage
    case .cancelled: .interrupted
    case .noCredentials, .expiredToken, .invalidCredentials, .accessDenied, .notFound,
      .alreadyExists, .preconditionFailed, .conflict, .throttled, .unreachable, .invalidResponse,
      .limitExceeded, .invalidRequest,
      .service:
      .refused
    }
  }
}

extension SecretsError.Kind {
  fileprivate var status: ExitStatus {
    switch self {
    case .notFound, .alreadyExists, .invalidReference, .invalidValue: .usage
    case .conflict, .pendingDeletion, .denied: .refused
    case .unavailable(let error): error.kind.status
    case .storeDamaged, .io: .incomplete
    }
  }
}

extension LedgerError.Kind {
  fileprivate var status: ExitStatus {
    switch self {
    case .invalidEnvironment, .unknownRemote, .wrongInput, .rollbackUnfinished: .usage
    case .invalidRecord, .damaged, .newerSchema, .contention, .unreadableInput, .io:
      .incomplete
    case .otherPlace, .remoteUnavailable, .remoteRefused, .remoteWentBackwards, .recordsRewritten:
      .refused
    case .incompleteSnapshot(let problems):
      problems.contains { $0.reason == .denied } ? .refused : .incomplete
    case .store(let error): error.kind.status
    case .git(let error): error.kind.status
    }
  }
}

extension HookError.Kind {
  fileprivate var status: ExitStatus {
    switch self {
    case .policy, .allowEntry, .bareRepository, .hooksPathElsewhere, .previousHookInTheWay: .usage
    case .git, .scanner, .io: .incomplete
    }
  }
}
