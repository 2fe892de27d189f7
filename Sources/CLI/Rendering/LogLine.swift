import FoundationEssentials
import Git
import Ledger

/// One deployment of `log`, from its record or from the index.
struct LogLine {
  let environment: String
  let id: String
  let commit: ObjectID
  let at: Date
  /// How it ended, as a word of the table.
  let ending: String
  let by: String?
  let note: String?
  let itemCount: Int
  /// The secret of `--secret`; nil in a record that no longer has it.
  let item: LedgerItem?
  /// The record itself, where it was read.
  let whole: DeploymentRecord?
  let indexed: IndexedRecord?

  init(_ record: DeploymentRecord) {
    environment = record.environment
    id = record.id
    commit = record.commit
    at = record.at
    ending = record.ending
    note = record.note
    by = record.by.person
    itemCount = record.items.count
    item = nil
    whole = record
    indexed = nil
  }

  init(_ record: IndexedRecord, _ environment: String, _ item: LedgerItem?) {
    self.environment = environment
    id = record.id
    commit = record.commit
    at = record.at
    ending = record.ending
    by = record.by
    note = record.note
    itemCount = record.itemCount
    self.item = item
    whole = nil
    indexed = record
  }
}
