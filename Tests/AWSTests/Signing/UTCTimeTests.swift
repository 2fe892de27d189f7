import FoundationEssentials
import Testing

@testable import AWS

/// Times as sources of credentials write them.
@Suite struct UTCTimeTests {
  @Test(arguments: [
    "2015-08-30T12:36:00Z", "2015-08-30T12:36:00.250Z", "2015-08-30T12:36:00+00:00",
    "2015-08-30T13:36:00+01:00", "2015-08-30T12:36:00+0000", "2015-08-30T07:06:00.5-0530",
    "2015-08-31T01:36:00+13",
  ])
  func anOffsetIsTakenOff(text: String) {
    #expect(UTCTime(iso8601: text)?.iso8601 == "2015-08-30T12:36:00Z")
  }

  @Test(arguments: [
    "2015-08-30T12:36:00", "2015-08-30T12:36:00+1", "2015-08-30T12:36:00+01:0x",
    "2015-08-30T12:36:00+24:00", "2015-08-30T12:36:00 +01:00Z", "2015-08-30 12:36:00Z", "soon", "",
  ])
  func whatSaysNoInstantIsNone(text: String) {
    #expect(UTCTime(iso8601: text) == nil)
  }

  @Test(arguments: [9.3e18, 1e12, .infinity])
  func timesThatNoFormatCanSayAreTheLast(seconds: Double) {
    let time = UTCTime(Date(timeIntervalSince1970: seconds))
    #expect(time.iso8601 == "9999-12-31T23:59:59Z")
    #expect(UTCTime(iso8601: time.iso8601) == time)
  }
}
