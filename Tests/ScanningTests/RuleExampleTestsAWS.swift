import Scanning
import Testing

/// Whole files as AWS's tools and their users write them, with values that look real.
struct AWSFileTests {
  struct File: CustomTestStringConvertible {
    var path: String
    var text: String
    /// The values that must be found, each by a finding that covers it.
    var secrets: [String]

    var testDescription: String { path }
  }

  @Test(arguments: files)
  func findsEverySecret(file: File) throws {
    let text = Array(file.text.utf8)
    let findings = try Self.scanner.get().scan(path: Array(file.path.utf8), bytes: text)
    for secret in file.secrets {
      let place = try #require(file.text.utf8.firstRange(of: secret.utf8), "\(secret) is not there")
      let start = file.text.utf8.distance(from: file.text.startIndex, to: place.lowerBound)
      #expect(
        findings.contains {
          $0.range.contains(start) && $0.range.upperBound >= start + secret.utf8.count
        },
        "\(secret) is missed; found \(findings.map { "\($0.rule) \($0.line):\($0.column)" })"
      )
    }
  }

  @Test(arguments: cleanFiles)
  func passesReferences(file: File) throws {
    let findings = try Self.scanner.get().scan(
      path: Array(file.path.utf8),
      bytes: Array(file.text.utf8)
    )
    #expect(
      findings.isEmpty,
      "\(findings.map { "\($0.rule) \($0.line):\($0.column) \($0.masked)" })"
    )
  }

  @Test func tellsTheAccountOfAKey() {
    // From the article that describes the scheme.
    #expect(AWSKeyID.accountID(of: "ASIA" + "QNZGKIQY56JQ7WML") == "029608264753")
    #expect(AWSKeyID.accountID(of: "ASIA" + "Y34FZKBOKMUTVV7A") == "609629065308")
    #expect(AWSKeyID.accountID(of: "AKIA" + "IOSFODNN7EXAMPLE") == nil)
    #expect(AWSKeyID.accountID(of: "AKIA" + "1111111111111111") == nil)
  }

  @Test func aFindingNamesTheAccount() throws {
    let line = "id = ASIA" + "Y34FZKBOKMUTVV7A\n"
    let finding = try Self.scanner.get().scan(path: Array("a".utf8), bytes: Array(line.utf8)).first
    #expect(finding?.reason == "AWS access key id of a session of account 609629065308")
  }

  private static let scanner = Result { try Scanner(generic: false) }

  private static let keyID = "AKIA" + Example.random(16, .base32, seed: 21)
  private static let sessionKeyID = "ASIA" + Example.random(16, .base32, seed: 22)
  private static let secretKey = Example.random(40, .base64, seed: 23)
  private static let longToken =
    ["IQoJb3JpZ2lu", "X2VjE"].joined() + Example.random(300, .base64, seed: 24) + "=="
  private static let password = Example.random(14, .alphanumeric, seed: 25)
  /// As get-random-password makes them.
  private static let randomPassword =
    #"p?%]vN(7"# + Example.random(20, .alphanumeric, seed: 26) + "&;~^"

  static let files: [File] = [
    File(
      path: ".aws/credentials",
      text: """
        [default]
        aws_access_key_id = \(keyID)
        aws_secret_access_key = \(secretKey)

        [session]
        aws_access_key_id=\(sessionKeyID)
        aws_secret_access_key=\(Example.random(40, .base64, seed: 31))
        aws_session_token=\(longToken)
        """,
      secrets: [
        keyID, secretKey, sessionKeyID, Example.random(40, .base64, seed: 31), longToken,
      ]
    ),
    File(
      path: "ada_accessKeys.csv",
      text: "Access key ID,Secret access key\r\n\(keyID),\(secretKey)\r\n",
      secrets: [keyID, secretKey]
    ),
    File(
      path: "credentials.csv",
      text: "User name,Password,Access key ID,Secret access key,Console login link\r\n"
        + "ada,\(password),\(keyID),\(secretKey),https://1.signin.aws.amazon.com/console\r\n",
      secrets: [password, keyID, secretKey]
    ),
    File(
      path: "rootkey.csv",
      text: "AWSAccessKeyId=\(keyID)\r\nAWSSecretKey=\(secretKey)\r\n",
      secrets: [keyID, secretKey]
    ),
    File(
      path: "assume-role.json",
      text: """
        {
            "Credentials": {
                "AccessKeyId": "\(sessionKeyID)",
                "SecretAccessKey": "\(secretKey)",
                "SessionToken": "\(longToken)",
                "Expiration": "2026-11-23T21:00:00+00:00"
            },
            "AssumedRoleUser": { "Arn": "arn:aws:sts::123456789012:assumed-role/x/y" }
        }
        """,
      secrets: [sessionKeyID, secretKey, longToken]
    ),
    File(
      path: "secret.json",
      text: """
        {
            "ARN": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:app/db-a1b2c3",
            "Name": "app/db",
            "VersionId": "EXAMPLE1-90ab-cdef-fedc-ba987EXAMPLE",
            "SecretString": "\(randomPassword)",
            "VersionStages": ["AWSCURRENT"]
        }
        """,
      secrets: [randomPassword]
    ),
    File(
      path: "database-secret.json",
      text:
        #"{"Name": "app/db", "SecretString": "{\"username\":\"app\",\"password\":\"\#(password)\"}"}"#,
      secrets: [password]
    ),
    File(
      path: "binary-secret.json",
      text: "{\"Name\": \"app/key\", \"SecretBinary\": \"\(Example.base64(password + password))\"}",
      secrets: [Example.base64(password + password)]
    ),
    File(
      path: "parameter.json",
      text: """
        {
            "Parameter": {
                "Name": "/app/db/password",
                "Type": "SecureString",
                "Value": "\(password)",
                "Version": 3,
                "ARN": "arn:aws:ssm:eu-west-1:123456789012:parameter/app/db/password",
                "DataType": "text"
            }
        }
        """,
      secrets: [password]
    ),
    File(
      path: "ssm-dev.py",
      text: """
        from ssm_utils import SsmParameterUpdater
        ssm = SsmParameterUpdater('myapp-dev', 'us-east-1')
        ssm.put_ssm_parameter('/myapp/database/password/1', '\(password)')
        ssm.put_ssm_parameter('/myapp/database/password/2', '\(Example.random(11, .alphanumeric))')
        # [...]
        """,
      secrets: [password, Example.random(11, .alphanumeric)]
    ),
    File(
      path: "secured_modules/main.tf",
      text: """
        data "aws_kms_key" "this" {
          key_id = "alias/${var.kms_key_name}"
        }
        resource "aws_secretsmanager_secret" "this" {
          name        = var.secrets_key
          description = "My secret's description"
          kms_key_id  = data.aws_kms_key.this.arn
        }
        resource "aws_secretsmanager_secret_version" "this" {
          secret_id = aws_secretsmanager_secret.this.id
          secret_string = jsonencode({
            password = "\("my_password")"
          })
        }
        """,
      secrets: ["my_password"]
    ),
    File(
      path: "unindented.tf",
      text: """
        resource "aws_secretsmanager_secret_version" "this" {
        secret_id = aws_secretsmanager_secret.this.id
        secret_string = jsonencode({
        password = "\(password)"
        })
        }
        resource "aws_ssm_parameter" "secret" {
        name = var.ssm_secret_key
        type = "SecureString"
        value = "\(Example.random(12, .alphanumeric))"
        key_id = data.aws_kms_key.this.arn
        }
        """,
      secrets: [password, Example.random(12, .alphanumeric)]
    ),
    File(
      path: "terraform.tfstate",
      text: """
        {
          "version": 4,
          "resources": [
            {
              "mode": "managed",
              "type": "aws_secretsmanager_secret_version",
              "name": "this",
              "instances": [{ "attributes": {
                "arn": "arn:aws:secretsmanager:eu-west-1:123456789012:secret:app/db-a1b2c3",
                "secret_string": "{\\"password\\":\\"\(password)\\"}",
                "version_stages": ["AWSCURRENT"]
              } }]
            },
            {
              "mode": "managed",
              "type": "aws_ssm_parameter",
              "name": "secret",
              "instances": [{ "attributes": {
                "name": "/app/db", "tier": "Standard",
                "type": "SecureString",
                "value": "\(Example.random(15, .alphanumeric))",
                "version": 1
              } }]
            },
            {
              "mode": "managed",
              "type": "random_password",
              "name": "this",
              "instances": [{ "attributes": {
                "bcrypt_hash": "x", "length": 32,
                "result": "\(Example.random(32, .alphanumeric))",
                "special": false
              } }]
            }
          ]
        }
        """,
      secrets: [password, Example.random(15, .alphanumeric), Example.random(32, .alphanumeric)]
    ),
    File(
      path: "deploy.sh",
      text: """
        #!/bin/sh
        aws configure set aws_secret_access_key \(secretKey) --profile dev
        aws ssm put-parameter --name /app/db --type SecureString --value '\(password)' --overwrite
        aws secretsmanager put-secret-value --secret-id app/db \\
          --secret-string '{"password":"\(Example.random(13, .alphanumeric))"}'
        aws secretsmanager create-secret --name x --secret-string \(Example.random(18, .alphanumeric))
        aws rds modify-db-instance --db-instance-identifier x --master-user-password \(Example.random(17, .alphanumeric))
        """,
      secrets: [
        secretKey, password, Example.random(13, .alphanumeric), Example.random(18, .alphanumeric),
        Example.random(17, .alphanumeric),
      ]
    ),
    File(
      path: "boto.py",
      text: """
        import boto3
        session = boto3.Session(
            aws_access_key_id="\(keyID)",
            aws_secret_access_key="\(secretKey)",
        )
        sm = session.client("secretsmanager")
        sm.create_secret(Name="app/key", SecretString="\(password)")
        sm.put_secret_value(SecretId="app/db", SecretString=json.dumps({"password": "\(Example.random(13, .alphanumeric))"}))
        session.client("ssm").put_parameter(
            Name="/app/db", Value="\(Example.random(16, .alphanumeric))", Type="SecureString")
        """,
      secrets: [
        keyID, secretKey, password, Example.random(13, .alphanumeric),
        Example.random(16, .alphanumeric),
      ]
    ),
    File(
      path: "Client.java",
      text: """
        AWSCredentials credentials = new BasicAWSCredentials(
            "\(keyID)",
            "\(secretKey)");
        """,
      secrets: [keyID, secretKey]
    ),
    File(
      path: "template.yaml",
      text: """
        AWSTemplateFormatVersion: '2010-09-09'
        Parameters:
          Stage:
            Type: String
            Default: production
          DbPassword:
            Type: String
            NoEcho: true
            Default: \(password)
        Resources:
          Secret:
            Type: AWS::SecretsManager::Secret
            Properties:
              SecretString: \(Example.random(19, .alphanumeric))
          Database:
            Type: AWS::RDS::DBInstance
            Properties:
              MasterUserPassword: \(Example.random(17, .alphanumeric))
        """,
      secrets: [password, Example.random(19, .alphanumeric), Example.random(17, .alphanumeric)]
    ),
    File(
      path: "stack.ts",
      text: """
        new rds.DatabaseInstance(this, 'Db', {
          credentials: { password: cdk.SecretValue.unsafePlainText('\(password)') },
        });
        """,
      secrets: [password]
    ),
    File(
      path: "samconfig.toml",
      text: """
        [default.deploy.parameters]
        stack_name = "app"
        parameter_overrides = "Stage=\\"prod\\" DbPassword=\\"\(password)\\""
        """,
      secrets: [password]
    ),
    File(
      path: "notes.md",
      text: "Get it here: https://b.s3.eu-west-1.amazonaws.com/k?X-Amz-Algorithm=AWS4-HMAC-SHA256"
        + "&X-Amz-Credential=\(sessionKeyID)%2F20261123%2Feu-west-1%2Fs3%2Faws4_request"
        + "&X-Amz-Date=20261123T200000Z&X-Amz-Expires=3600&X-Amz-SignedHeaders=host"
        + "&X-Amz-Signature=\(Example.random(64, .hex))\n",
      secrets: [sessionKeyID, Example.random(64, .hex)]
    ),
  ]

  static let cleanFiles: [File] = [
    File(
      path: "main.tf",
      text: """
        resource "random_password" "this" {
          length  = 32
          special = false
        }
        resource "aws_secretsmanager_secret_version" "this" {
          secret_id = aws_secretsmanager_secret.this.id
          secret_string = jsonencode({
            password = "${random_password.this.result}"
          })
        }
        resource "aws_ssm_parameter" "secret" {
          name        = var.ssm_secret_key
          description = "My secret description"
          type        = "SecureString"
          value       = random_password.this.result
          key_id      = data.aws_kms_key.this.arn
        }
        resource "aws_ssm_parameter" "color" {
          name  = "/cicd/deployed/color"
          type  = "String"
          value = "blue-green"
        }
        data "aws_secretsmanager_secret_version" "db" {
          secret_id = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:app/db-a1b2c3"
        }
        resource "aws_db_instance" "db" {
          username = "app"
          password = data.aws_secretsmanager_secret_version.db.secret_string
        }
        """,
      secrets: []
    ),
    File(
      path: "template.yaml",
      text: """
        Parameters:
          SecretName:
            Type: String
          DbPassword:
            Type: String
            NoEcho: true
        Resources:
          MySecret:
            Type: AWS::SecretsManager::Secret
            Properties:
              Name: !Ref SecretName
              GenerateSecretString:
                SecretStringTemplate: '{}'
                GenerateStringKey: 'password'
                PasswordLength: 32
          Database:
            Type: AWS::RDS::DBInstance
            Properties:
              MasterUserPassword: '{{resolve:secretsmanager:app/db:SecretString:password}}'
        """,
      secrets: []
    ),
    File(
      path: "ssm_utils.py",
      text: """
        class SsmParameterUpdater:
            def get_ssm_parameter(self, name: str):
                return self._ssm_client.get_parameter(Name=name, WithDecryption=True)['Parameter']

            def put_ssm_parameter(self, name: str, value: str, value_type: str = 'SecureString'):
                param = self.get_ssm_parameter(name)
                if not param or param['Value'] != value or param['Type'] != value_type:
                    self._ssm_client.put_parameter(
                        Name=name,
                        Value=value,
                        Type=value_type,
                        Overwrite=True
                    )
                print(f'[modified] {name}')

        ssm.put_ssm_parameter('/myapp/database/password/1', 'xxxx')
        ssm.put_ssm_parameter('/cicd/deployed/color', 'blue', value_type='String')
        ssm.put_ssm_parameter('/myapp/database/password/2', os.environ['DB_PASSWORD'])
        """,
      secrets: []
    ),
    File(
      path: "README.md",
      text: """
        aws configure set aws_secret_access_key $SECRET
        export AWS_ACCESS_KEY_ID=\("AKIA")IOSFODNN7EXAMPLE
        export AWS_SECRET_ACCESS_KEY=\("wJalrXUtnFEMI/K7MDENG")/bPxRfiCYEXAMPLEKEY
        aws ssm put-parameter --name /app/db --type SecureString --value "$VALUE"
        aws secretsmanager create-secret --name x --secret-string file://secret.json
        role AROA\(Example.random(17, .base32)), user AIDA\(Example.random(17, .base32))
        commit \(Example.random(40, .hex))
        """,
      secrets: []
    ),
  ]
}
