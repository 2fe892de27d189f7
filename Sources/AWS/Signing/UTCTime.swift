package import FoundationEssentials

/// A second of UTC, in the formats of signatures, credentials and HTTP.
package struct UTCTime: Sendable, Equatable {
  private let seconds: Int64

  /// A time outside of the years 1 to 9999, which no format here can say, is the nearest within.
  package init(_ date: Date) {
    let time = date.timeIntervalSince1970.rounded(.down)
    seconds = Int64(max(min(time, 253_402_300_799), -62_135_596_800))
  }

  var date: Date { Date(timeIntervalSince1970: Double(seconds)) }

  /// As `20150830T123600Z`.
  var basicFormat: String {
    let time = seconds - day * 86_400
    return "\(basicDay)T\(padded(time / 3_600))\(padded(time / 60 % 60))\(padded(time % 60))Z"
  }

  /// As `2015-08-30T12:36:00Z`.
  var iso8601: String {
    let time = seconds - day * 86_400
    let clock = [time / 3_600, time / 60 % 60, time % 60].map { padded($0) }
    return "\(dashedDay)T\(clock.joined(separator: ":"))Z"
  }

  /// As `20150830`.
  var basicDay: String {
    let (year, month, dayOfMonth) = Self.civil(daysSinceEpoch: day)
    return "\(padded(year, 4))\(padded(month))\(padded(dayOfMonth))"
  }

  /// As `2015-08-30`.
  package var dashedDay: String {
    let (year, month, dayOfMonth) = Self.civil(daysSinceEpoch: day)
    return "\(padded(year, 4))-\(padded(month))-\(padded(dayOfMonth))"
  }

  /// Reads `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7); the obsolete forms are not read.
  init?(httpDate: String) {
    let parts = httpDate.split(separator: " ")
    guard parts.count == 6, parts[5] == "GMT",
      let day = Int64(parts[1]), let month = Self.months.firstIndex(of: String(parts[2])),
      let year = Int64(parts[3])
    else { return nil }
    self.init(year: year, month: Int64(month) + 1, day: day, time: parts[4])
  }

  /// Reads `2015-08-30T12:36:00Z`, with or without a fraction, and with an offset such as `+01:00` or
  /// `-0530` for `Z`.
  init?(iso8601 text: String) {
    let halves = text.split(separator: "T")
    guard halves.count == 2, let zone = halves[1].firstIndex(where: { "Z+-".contains($0) }),
      let offset = Self.offset(halves[1][zone...])
    else { return nil }
    let date = halves[0].split(separator: "-").compactMap { Int64($0) }
    guard date.count == 3, let time = halves[1][..<zone].split(separator: ".").first
    else { return nil }
    self.init(year: date[0], month: date[1], day: date[2], time: time, offset: offset)
  }

  /// In seconds, of `Z`, `+01`, `+0100` or `+01:00`.
  private static func offset(_ text: Substring) -> Int64? {
    if text == "Z" { return 0 }
    let digits = text.dropFirst().filter { $0 != ":" }
    guard text.first == "+" || text.first == "-", digits.count == 2 || digits.count == 4,
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), text.count <= digits.count + 2,
      let hours = Int64(digits.prefix(2)), let minutes = Int64("0" + digits.dropFirst(2)),
      hours <= 23, minutes <= 59
    else { return nil }
    return (hours * 3_600 + minutes * 60) * (text.first == "-" ? -1 : 1)
  }

  private init?(year: Int64, month: Int64, day: Int64, time: Substring, offset: Int64 = 0) {
    let clock = time.split(separator: ":").compactMap { Int64($0) }
    guard clock.count == 3, (1...12).contains(month), (1...31).contains(day),
      (0...23).contains(clock[0]), (0...59).contains(clock[1]), (0...60).contains(clock[2]),
      (1_900...9_999).contains(year)
    else { return nil }
    let days = Self.daysSinceEpoch(year: year, month: month, day: day)
    seconds = days * 86_400 + clock[0] * 3_600 + clock[1] * 60 + clock[2] - offset
  }

  private var day: Int64 { (seconds >= 0 ? seconds : seconds - 86_399) / 86_400 }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private func padded(_ number: Int64, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// The proleptic Gregorian calendar, with years that start in March so that the leap day is last.
  private static func civil(daysSinceEpoch days: Int64) -> (Int64, Int64, Int64) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let month = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * month + 2) / 5 + 1
    let calendarMonth = month < 10 ? month + 3 : month - 9
    return (yearOfEra + era * 400 + (calendarMonth <= 2 ? 1 : 0), calendarMonth, day)
  }

  private static func daysSinceEpoch(year: Int64, month: Int64, day: Int64) -> Int64 {
    let year = month <= 2 ? year - 1 : year
    let era = year / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
