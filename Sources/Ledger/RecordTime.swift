import AWS
package import FoundationEssentials

/// The form of times in a record: ISO 8601, UTC, whole seconds, such as `2026-11-23T16:00:00Z`.
package enum RecordTime {
  /// The text of `date`; what is finer than a second is cut off.
  package static func text(_ date: Date) -> String {
    wholeSeconds(date).formatted(.iso8601)
  }

  /// The day in UTC, such as `2026-11-23`.
  ///
  /// Not by Foundation's calendars, as each run of a hook wants it: to load them and the time zones
  /// takes longer than the rest of that run.
  package static func day(_ date: Date) -> String { UTCTime(date).dashedDay }

  /// The date, or nil where `text` is not exactly of this form.
  package static func date(_ text: String) -> Date? {
    guard text.utf8.count == 20, let date = try? Date(text, strategy: .iso8601) else { return nil }
    return RecordTime.text(date) == text ? date : nil
  }

  /// The date as a record can hold it.
  package static func wholeSeconds(_ date: Date) -> Date {
    Date(timeIntervalSince1970: date.timeIntervalSince1970.rounded(.down))
  }
}
