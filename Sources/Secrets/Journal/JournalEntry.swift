import AWS
import FoundationEssentials

/// A writing that is about to be sent, or was sent by a run that ended before its answer came.
///
/// One file each, `<16 hex digits of what it is about>-<id>.json`, with no value and nothing that is
/// made from one:
///
/// ```
/// {"schema":1,"id":"…","operation":"PutSecretValue","store":"sm","place":"123456789012/eu-west-1",
///  "name":"myapp/db","token":"…","at":"2026-05-04T03:02:01Z"}
/// ```
package struct JournalEntry: Codable, Sendable, Equatable {
  static let schema = 1

  let schema: Int
  /// Of this entry, a UUID.
  package let id: String
  /// `CreateSecret`, `PutSecretValue` or `PutParameter`.
  package let operation: String
  /// `sm` or `ssm`.
  package let store: String
  /// The account and the region.
  package let place: String
  /// The name or ARN, as the store was given it.
  package let name: String
  /// The `ClientRequestToken`, which becomes the version's id (`sm`).
  package let token: String?
  /// The number of the version that was there before, 0 for none (`ssm`).
  package let before: Int?
  /// When it was sent first, in UTC.
  package let at: String
}

/// An entry that this run has to itself.
package final class OpenEntry: Sendable {
  package let entry: JournalEntry
  private let file: LockedFile

  init(entry: JournalEntry, file: LockedFile) {
    self.entry = entry
    self.file = file
  }

  /// The answer is known: there is nothing left to find out.
  ///
  /// That the file cannot be removed makes no failure of a writing that succeeded; a later run finds
  /// it done.
  func end() {
    try? file.remove()
  }
}
