package import FoundationEssentials

/// AWS CloudTrail (API version 2013-11-01), as far as it is used here: who changed what.
package struct CloudTrailClient: Sendable {
  /// What the look-up gives.
  ///
  /// Its permission is one that many identities lack, and what it tells is never needed: that it is
  /// not allowed is an answer, not an error.
  package enum Answer: Sendable {
    case events([TrailEvent])
    /// The sentence says why.
    case notAllowed(String)
  }

  /// What events must have; the service takes one.
  package enum Attribute: Sendable {
    /// `PutSecretValue` and the like.
    case eventName(String)
    /// `secretsmanager.amazonaws.com` and the like.
    case eventSource(String)
    /// A name or an ARN.
    case resourceName(String)
    case username(String)
    case eventID(String)

    fileprivate var pair: (key: String, value: String) {
      switch self {
      case .eventName(let value): ("EventName", value)
      case .eventSource(let value): ("EventSource", value)
      case .resourceName(let value): ("ResourceName", value)
      case .username(let value): ("Username", value)
      case .eventID(let value): ("EventId", value)
      }
    }
  }

  let client: AWSClient

  /// `LookupEvents` of the last 90 days, newest first, pages until there are `maximum`.
  ///
  /// The service allows two calls a second, for which `pause` is made between pages, and an event takes
  /// some minutes to show. As errors:
  /// `throttled`, `invalidRequest` for a time range that ends before it begins.
  package func lookupEvents(
    _ attribute: Attribute? = nil,
    from start: Date? = nil,
    to end: Date? = nil,
    maximum: Int = 50,
    pause: Duration = .zero
  ) async throws(AWSError) -> Answer {
    let call = ServiceCall(client: client, service: .cloudTrail, operation: "LookupEvents")
    try call.check("the number of events", number: maximum, 1...10_000)
    var body = RequestBody()
    if let pair = attribute?.pair {
      try call.check("the \(pair.key)", characters: pair.value, 1...2_000)
      var object = RequestBody()
      object.set("AttributeKey", pair.key)
      object.set("AttributeValue", pair.value)
      body.set("LookupAttributes", objects: [object])
    }
    if let start { body.set("StartTime", Int(start.timeIntervalSince1970)) }
    if let end { body.set("EndTime", Int(end.timeIntervalSince1970)) }
    body.set("MaxResults", min(maximum, 50))
    var events: [TrailEvent] = []
    do {
      try await call.eachPage(body, pause: pause) { (response) throws(AWSError) in
        let page: EventPage = try call.decode(response)
        events += page.events ?? []
        return events.count < maximum ? page.nextToken : nil
      }
    } catch {
      let isRefused =
        error.kind == .accessDenied || error.kind == .service(code: "UnsupportedOperationException")
      guard isRefused else { throw error }
      return .notAllowed(error.message)
    }
    return .events(Array(events.prefix(maximum)))
  }
}

private struct EventPage: Decodable {
  let events: [TrailEvent]?
  let nextToken: String?

  private enum CodingKeys: String, CodingKey {
    case events = "Events"
    case nextToken = "NextToken"
  }
}
