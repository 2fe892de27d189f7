import AWS
import Testing

/// How many requests are in flight when the service complains of the rate.
@Suite struct FlightLimitTests {
  @Test func aRefusalHalvesItAndSuccessesRaiseIt() {
    let limit = FlightLimit(maximum: 16)
    #expect(limit.current == 16)
    limit.throttled(in: limit.round)
    #expect(limit.current == 8)
    limit.throttled(in: limit.round)
    #expect(limit.current == 4)
    // A window of successes is as many as are in flight: 4, then 5, then 6.
    let raises = (1...15).filter { _ in limit.succeeded() }
    #expect(raises == [4, 9, 15])
    #expect(limit.current == 7)
  }

  @Test func theRefusalsOfOneRoundCountOnce() {
    let limit = FlightLimit(maximum: 16)
    let round = limit.round
    for _ in 0..<16 { limit.throttled(in: round) }
    #expect(limit.current == 8)
  }

  @Test func itStaysWithinItsBounds() {
    let limit = FlightLimit(maximum: 3)
    for _ in 0..<10 { limit.throttled(in: limit.round) }
    #expect(limit.current == 1)
    for _ in 0..<100 { _ = limit.succeeded() }
    #expect(limit.current == 3)
    #expect(FlightLimit(maximum: 0).current == 1)
  }
}
