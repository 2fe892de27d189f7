import FoundationEssentials
import Ledger
import Testing

@Suite struct RecordTimeTests {
  /// The start of a day, its end, and whatever lies between, through leap years and centuries.
  @Test func theDayIsThatOfTheTime() {
    var seconds = -3_000_000_000.0
    while seconds < 8_000_000_000 {
      for offset in [0, 1, 43_200, 86_399.5] {
        let date = Date(timeIntervalSince1970: seconds + offset)
        #expect(RecordTime.day(date) == String(RecordTime.text(date).prefix(10)))
      }
      seconds += 86_400 * 97
    }
  }

  @Test(arguments: [
    (0.0, "1970-01-01"), (-1, "1969-12-31"), (951_782_400, "2000-02-29"),
    (4_107_542_400, "2100-03-01"),
  ])
  func dayOf(seconds: Double, day: String) {
    #expect(RecordTime.day(Date(timeIntervalSince1970: seconds)) == day)
  }
}
