import ArgumentParser
import Git
import Hooks
import Ledger

/// Which of what allows findings is to be passed over.
struct QuietOptions: ParsableArguments, Sendable {
  @Flag(help: "Comments allow nothing.")
  var noInline = false

  @Flag(help: "Nothing is allowed: no comment, no entry, no baseline.")
  var noIgnore = false
}

extension Session {
  /// The day in UTC, such as `2026-11-23`.
  var today: String { RecordTime.day(world.now()) }

  /// What allows findings, as it stands in the working tree; in a bare repository, in `HEAD`.
  func quieting(_ options: QuietOptions? = nil, baseline: Bool = true) throws -> Quieting {
    guard options?.noIgnore != true else { return .nothing }
    return Quieting(
      allow: try allowList(),
      baseline: baseline ? try self.baseline() ?? Baseline() : Baseline(),
      inline: options?.noInline == true ? .none : try configuration().inline,
      today: today
    )
  }

  /// What allows findings, as it is staged.
  func stagedQuieting() throws -> Quieting {
    let blobs = try BlobReader(git)
    defer { try? blobs.close() }
    func staged<Value>(_ name: String, _ read: ([UInt8], String) throws -> Value) throws -> Value? {
      try blobs.read(revision: ":" + name).map { try read($0.bytes, name) }
    }
    let policy = try staged(Configuration.fileName) { try ConfigurationReader.read($0, file: $1) }
    return Quieting(
      allow: try staged(AllowList.fileName) { try AllowList(parsing: $0, file: $1) } ?? AllowList(),
      baseline: try staged(Baseline.fileName) { try Baseline(parsing: $0, file: $1) } ?? Baseline(),
      inline: policy?.inline ?? .all,
      today: today
    )
  }

  func allowList() throws -> AllowList {
    guard let layout = try layoutIfAny(),
      let bytes = try committedFile(AllowList.fileName, layout)
    else { return AllowList() }
    return try AllowList(parsing: bytes, file: AllowList.fileName)
  }

  /// Nil where there is none.
  func baseline() throws -> Baseline? {
    guard let layout = try layoutIfAny(),
      let bytes = try committedFile(Baseline.fileName, layout)
    else { return nil }
    return try Baseline(parsing: bytes, file: Baseline.fileName)
  }
}
