/// Who the credentials belong to.
package struct CallerIdentity: Sendable, Equatable {
  /// 12 digits.
  package let account: String
  package let arn: String
  package let userId: String
}

/// AWS Security Token Service, as far as it is used here (API version 2011-06-15).
package struct STSClient: Sendable {
  let client: AWSClient

  /// `GetCallerIdentity`; needs no permission.
  package func getCallerIdentity() async throws(AWSError) -> CallerIdentity {
    let xml = try await client.query(.sts, action: "GetCallerIdentity", parameters: [])
    let text = String(decoding: xml, as: UTF8.self)
    guard let account = element("Account", in: text), account.utf8.count == 12,
      let arn = element("Arn", in: text), arn.hasPrefix("arn:"),
      let userId = element("UserId", in: text)
    else {
      throw ServiceCall(client: client, service: .sts, operation: "GetCallerIdentity")
        .invalid("is not what the service documents", requestID: nil)
    }
    return CallerIdentity(account: account, arn: arn, userId: userId)
  }

  /// The text of the first element of that name, which holds no markup or entities here.
  private func element(_ name: String, in xml: String) -> String? {
    guard let start = xml.firstRange(of: "<\(name)>"),
      let end = xml[start.upperBound...].firstRange(of: "</\(name)>")
    else { return nil }
    let text = xml[start.upperBound..<end.lowerBound]
    return text.isEmpty || text.contains("<") || text.contains("&") ? nil : String(text)
  }
}
