package io.tarn.system.aws;

import io.tarn.system.Checkout;
import io.tarn.system.Checkout.Output;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A folder whose configuration uses the module terraform/, and Terraform at work in it. */
final class Terraform {
  private static final Path MODULE = Checkout.root().resolve("terraform");

  private final Path folder;
  private final URI aws;

  private Terraform(Path folder, URI aws) {
    this.folder = folder;
    this.aws = aws;
  }

  /**
   * Makes a configuration and initializes it with the provider that the module's lock file pins.
   *
   * @param arguments of the module, in HCL
   */
  static Terraform with(Path folder, SimulatedAws aws, String arguments)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("main.tf"),
        """
        provider "aws" {
          region            = "%s"
          access_key        = "owner"
          secret_key        = "secret"
          s3_use_path_style = true
        }
        module "lake" {
          source = "%s"
          %s
        }
        output "lake" {
          value = module.lake
        }
        output "helm_values" {
          value = module.lake.helm_values
        }
        """
            .formatted(SimulatedAws.REGION, MODULE, arguments));
    Files.copy(MODULE.resolve(".terraform.lock.hcl"), folder.resolve(".terraform.lock.hcl"));
    Terraform terraform = new Terraform(folder, aws.address());
    terraform.succeed("init", "-lockfile=readonly");
    return terraform;
  }

  /** What is not formatted in the module. */
  static Output formatCheck() throws IOException, InterruptedException {
    return new Terraform(MODULE, URI.create("http://127.0.0.1:9"))
        .run("fmt", "-check", "-recursive");
  }

  /** Runs a command that must succeed; returns its standard output. */
  String succeed(String... arguments) throws IOException, InterruptedException {
    Output output = run(arguments);
    if (output.exitCode() != 0) {
      throw new IllegalStateException(
          "terraform %s: %s%s".formatted(String.join(" ", arguments), output.out(), output.err()));
    }
    return output.out();
  }

  /** Runs a command to its end. */
  Output run(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("terraform"));
    command.addAll(List.of(arguments));
    if (!arguments[0].equals("output")) {
      command.add("-no-color");
    }
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_ENDPOINT_URL", aws.toString(),
                "AWS_CONFIG_FILE", "/dev/null",
                "AWS_SHARED_CREDENTIALS_FILE", "/dev/null",
                "AWS_EC2_METADATA_DISABLED", "true",
                "CHECKPOINT_DISABLE", "1",
                "TF_IN_AUTOMATION", "1",
                "TF_INPUT", "0"));
    builder.environment().remove("AWS_PROFILE");
    return Checkout.run(builder);
  }
}
