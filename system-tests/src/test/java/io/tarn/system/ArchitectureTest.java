package io.tarn.system;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The rules of the house that a machine can check: who may know whom, and by which names. */
class ArchitectureTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final int MODULES = 14;

  private static JavaClasses tarn;

  @BeforeAll
  static void readAllModules() throws IOException {
    try (Stream<Path> folders = Files.walk(ROOT, 4)) {
      List<Path> compiled =
          folders.filter(path -> path.endsWith(Path.of("target", "classes"))).toList();
      assertThat(compiled).as("compiled modules").hasSizeGreaterThanOrEqualTo(MODULES);
      tarn = new ClassFileImporter().importPaths(compiled);
    }
  }

  @Test
  void servicesDoNotKnowEachOther() {
    for (String service : List.of("query", "ingest", "gateway", "catalog")) {
      String others =
          Stream.of("ingest", "catalog", "query", "gateway")
              .filter(other -> !other.equals(service))
              .collect(Collectors.joining("|"));
      noClasses()
          .that()
          .resideInAPackage("io.tarn." + service + "..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.tarn.(" + others + ")..")
          .check(tarn);
    }
  }

  @Test
  void librariesKnowNothingAboveThem() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.tarn.kernel..", "io.tarn.rest..", "io.tarn.lake..", "io.tarn.embedded..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.tarn.ingest..",
            "io.tarn.catalog..",
            "io.tarn.query..",
            "io.tarn.gateway..",
            "io.tarn.engine..",
            "io.tarn.sql..",
            "io.tarn.local..")
        .check(tarn);
  }

  @Test
  void theKernelIsPlainJava() {
    classes()
        .that()
        .resideInAPackage("io.tarn.kernel..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.tarn.kernel..", "java..", "org.jspecify..", "com.github.f4b6a3.uuid..")
        .check(tarn);
  }

  @Test
  void enginesAndLibrariesOfTheLakeKnowNoQuarkus() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.tarn.kernel..", "io.tarn.lake..", "io.tarn.engine..", "io.tarn.sql..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.quarkus..", "jakarta..")
        .check(tarn);
  }

  @Test
  void onlyResourcesKnowHttpInTheServices() {
    noClasses()
        .that()
        .resideInAnyPackage("io.tarn.ingest..", "io.tarn.query..", "io.tarn.catalog.browse..")
        .and()
        .haveSimpleNameNotEndingWith("Resource")
        .and()
        .areTopLevelClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jakarta.ws.rs..")
        .check(tarn);
  }

  @Test
  void heavyKitsHaveOneImporter() {
    onlyIn("org.apache.iceberg..", "io.tarn.lake..", "io.tarn.catalog.iceberg..").check(tarn);
    onlyIn("io.trino..", "io.tarn.sql..").check(tarn);
    onlyIn(
            "org.duckdb..",
            "io.tarn.lake..",
            "io.tarn.engine.duckdb..",
            "io.tarn.engine.contract..",
            "io.tarn.bench..")
        .check(tarn);
    onlyIn("org.apache.arrow..", "io.tarn.engine.duckdb..").check(tarn);
    onlyIn("org.gaul.s3proxy..", "io.tarn.embedded..").check(tarn);
  }

  private static ArchRule onlyIn(String kit, String... importers) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(importers)
        .should()
        .dependOnClassesThat(resideInAPackage(kit));
  }

  @Test
  void featuresOfAServiceHaveNoCycles() {
    for (String service : List.of("query", "ingest", "gateway", "catalog")) {
      slices().matching("io.tarn." + service + ".(*)..").should().beFreeOfCycles().check(tarn);
    }
  }

  @Test
  void namesAreNouns() {
    noClasses()
        .should()
        .haveNameMatching(".*(Impl|Manager|Helper|Utils?|Dto)$")
        .because("docs/architecture.md names the habits")
        .check(tarn);
  }

  @Test
  void everyPackageIsNullMarked() {
    Set<String> unmarked = new TreeSet<>();
    for (JavaClass each : tarn) {
      if (!each.getPackage().isAnnotatedWith(NullMarked.class)) {
        unmarked.add(each.getPackageName());
      }
    }
    assertThat(unmarked).isEmpty();
  }
}
