import Secrets
import Testing

/// What a vault reads out of the policy of its bucket.
@Suite struct BucketPolicyTests {
  private func refuses(_ document: String, for bucket: String = "b") -> Bool {
    BucketPolicy(document)?.refusesPlainText(for: bucket) == true
  }

  private func policy(_ statements: String) -> String {
    #"{"Version":"2012-10-17","Statement":\#(statements)}"#
  }

  @Test func itsOwnDocumentHasIt() {
    let document = BucketPolicy.onlyTLS("b", partition: "aws-cn")
    #expect(refuses(document))
    #expect(!refuses(document, for: "c"))
    #expect(!refuses(""))
  }

  @Test(arguments: ["Bool", "BoolIfExists"])
  func itMayBeWrittenInOtherWays(test: String) {
    let condition = #""Condition":{"\#(test)":{"aws:securetransport":false}}"#
    let all = #""Effect":"Deny","Principal":{"AWS":"*"},"Action":["s3:*"]"#
    #expect(refuses(policy(#"{\#(all),"Resource":"*",\#(condition)}"#)))
    let bucket = #"{\#(all),"Resource":"arn:aws:s3:::b",\#(condition)}"#
    let objects = #"{\#(all),"Resource":"arn:aws:s3:::b/*",\#(condition)}"#
    #expect(refuses(policy("[\(bucket),\(objects)]")), "in two statements")
    #expect(!refuses(policy("[\(bucket)]")))
  }

  @Test(arguments: [
    (#""Deny""#, #""Allow""#), (#""*","Action""#, #"{"AWS":"123456789012"},"Action""#),
    (#""s3:*""#, #""s3:GetObject""#), (#","arn:aws:s3:::b/*""#, ""), (#""false""#, #""true""#),
    (#""Bool":"#, #""StringEquals":{"aws:PrincipalAccount":"1"},"Bool":"#),
  ])
  func whatCoversLessIsNot(part: String, other: String) {
    let document = BucketPolicy.onlyTLS("b", partition: "aws")
    #expect(document.contains(part))
    #expect(!refuses(document.replacing(part, with: other)))
  }

  @Test(arguments: [
    (#""Principal":{"AWS":"arn:aws:iam::123456789012:role/ci"}"#, []),
    (#""Principal":{"Service":"cloudtrail.amazonaws.com"}"#, []),
    (#""Principal":{"AWS":["123456789012","arn:aws:iam::999988887777:root"]}"#, ["999988887777"]),
    (#""Principal":{"AWS":"AIDAEXAMPLE"}"#, ["AIDAEXAMPLE"]),
    (#""Principal":{"CanonicalUser":"79a5"}"#, ["the canonical user 79a5"]),
    (#""NotPrincipal":{"AWS":"123456789012"}"#, ["all but some (NotPrincipal)"]),
  ])
  func whoElseIsLetInIsNamed(principal: String, others: [String]) throws {
    let statement = #"{"Effect":"Allow",\#(principal),"Action":"s3:GetObject","Resource":"*"}"#
    let found = try #require(BucketPolicy(policy(statement)))
    #expect(found.others(than: ["123456789012"]) == others)
    let denied = try #require(BucketPolicy(policy(statement.replacing("Allow", with: "Deny"))))
    #expect(denied.others(than: []) == [])
  }
}
