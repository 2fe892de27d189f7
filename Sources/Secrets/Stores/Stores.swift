package import AWS

package struct SecretsManagerStore: SecretStore {
  package var kind: StoreKind { .secretsManager }
  package init(client: AWSClient) {}
}

package struct ParameterStore: SecretStore {
  package var kind: StoreKind { .parameterStore }
  package init(client: AWSClient) {}
}

extension SecretStore {
  private var missing: SecretsError { SecretsError(.io, "\(kind.title) is not implemented.") }
  package func list(_ selector: SecretSelector) async throws(SecretsError) -> [SecretSummary] {
    throw missing
  }
  package func describe(
    _ names: [String]
  ) async throws(SecretsError) -> [String: DescribeResult] {
    throw missing
  }
  package func versions(of name: String) async throws(SecretsError) -> [SecretVersion] {
    throw missing
  }
  package func value(
    of name: String,
    version: String?
  ) async throws(SecretsError) -> SecretValue {
    throw missing
  }
  package func create(
    _ name: String,
    value: SecretBytes,
    options: CreateOptions
  ) async throws(SecretsError) -> SecretVersion {
    throw missing
  }
  package func put(
    _ name: String,
    value: SecretBytes,
    expecting: String?
  ) async throws(SecretsError) -> SecretVersion {
    throw missing
  }
}
