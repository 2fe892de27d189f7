package import FoundationEssentials

/// The form of times in a record: ISO 8601, UTC, whole seconds, such as `2026-11-23T16:00:00Z`.
package enum RecordTime {
  /// The text of `date`; what is finer than a second is cut off.
  package static func text(_ date: Date) -> String {
    wholeSeconds(date).formatted(.iso8601)
  }

  /// The day in UTC, such as `2026-11-23`.
  ///
  /// Reckoned here, as each run of a hook wants it, and to load calendars and time zones takes
  /// longer than the rest of that run.
  package static func day(_ date: Date) -> String {
    let days = Int((date.timeIntervalSince1970 / 86_400).rounded(.down))
    // Years from March on end with the leap day; 400 of them have 146,097 days.
    let sinceMarch = days + 719_468
    let era = (sinceMarch >= 0 ? sinceMarch : sinceMarch - 146_096) / 146_097
    let dayOfEra = sinceMarch - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0)
    return padded(year, 4) + "-" + padded(month < 10 ? month + 3 : month - 9, 2) + "-"
      + padded(dayOfYear - (153 * month + 2) / 5 + 1, 2)
  }

  private static func padded(_ number: Int, _ count: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, count - digits.count)) + digits
  }

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
