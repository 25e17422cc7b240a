package io.tarn.system;

import static java.util.Comparator.comparing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The files of the OULAD pack read into memory, and what each tile of its dashboard must show,
 * reckoned in plain Java. Cells are {@code String}, {@code Long}, {@code Double} or null, in the
 * order of the tile's rows and columns.
 */
final class Oulad {
  /** The choice of a parameter that leaves nothing out. */
  static final String ALL = "All";

  /** The presentation whose clicks the pack ships. */
  private static final Presentation SHIPPED = new Presentation("EEE", "2014J");

  private static final Set<String> PASSED = Set.of("Pass", "Distinction");

  record Presentation(String module, String code) {}

  private record Student(Presentation presentation, long id) {}

  private record Registration(
      Student student, String education, String band, String age, String result) {
    boolean passed() {
      return PASSED.contains(result);
    }
  }

  private record Assessment(long id, Presentation presentation, @Nullable Long day) {}

  private record Score(long assessment, long student, double score) {}

  private record Clicks(Student student, long site, long day, long count) {}

  private record Withdrawal(Presentation presentation, long day) {}

  private record Site(Presentation presentation, long id) {}

  private final Map<Presentation, Long> lengths = new HashMap<>();
  private final Map<Student, Registration> registrations = new HashMap<>();
  private final Map<Long, Assessment> assessments = new HashMap<>();
  private final List<Score> scores = new ArrayList<>();
  private final List<Clicks> clicks = new ArrayList<>();
  private final List<Withdrawal> withdrawals = new ArrayList<>();
  private final Map<Site, String> activities = new HashMap<>();

  private Oulad() {}

  /** The pack's own folder. */
  static Path folder() {
    return Checkout.root().resolve("examples/oulad");
  }

  static Oulad read(Path folder) throws IOException {
    Oulad pack = new Oulad();
    PlainCsv.each(
        folder.resolve("courses.csv"),
        row -> pack.lengths.put(presentation(row), row.number("module_presentation_length")));
    PlainCsv.each(
        folder.resolve("assessments.csv"),
        row -> {
          long id = row.number("id_assessment");
          Long day = row.has("date") ? row.number("date") : null;
          pack.assessments.put(id, new Assessment(id, presentation(row), day));
        });
    PlainCsv.each(
        folder.resolve("vle.csv.gz"),
        row ->
            pack.activities.put(
                new Site(presentation(row), row.number("id_site")), row.text("activity_type")));
    PlainCsv.each(folder.resolve("studentInfo.csv.gz"), pack::register);
    PlainCsv.each(
        folder.resolve("studentRegistration.csv.gz"),
        row -> {
          if (row.has("date_unregistration")) {
            pack.withdrawals.add(
                new Withdrawal(presentation(row), row.number("date_unregistration")));
          }
        });
    PlainCsv.each(
        folder.resolve("studentAssessment.csv.gz"),
        row -> {
          if (row.has("score")) {
            pack.scores.add(
                new Score(
                    row.number("id_assessment"), row.number("id_student"), row.number("score")));
          }
        });
    PlainCsv.each(
        folder.resolve("studentVle.csv.gz"),
        row ->
            pack.clicks.add(
                new Clicks(
                    student(row),
                    row.number("id_site"),
                    row.number("date"),
                    row.number("sum_click"))));
    return pack;
  }

  private static Presentation presentation(PlainCsv.Row row) {
    return new Presentation(row.text("code_module"), row.text("code_presentation"));
  }

  private static Student student(PlainCsv.Row row) {
    return new Student(presentation(row), row.number("id_student"));
  }

  private void register(PlainCsv.Row row) {
    Registration registration =
        new Registration(
            student(row),
            row.text("highest_education"),
            row.text("imd_band"),
            row.text("age_band"),
            row.text("final_result"));
    if (registrations.put(registration.student(), registration) != null) {
      throw new IllegalStateException("A student is there twice: " + registration);
    }
  }

  /** What the tile must show for a choice of the dashboard's parameters. */
  List<List<@Nullable Object>> tile(String id, String module, String code) {
    Predicate<Presentation> chosen = chosen(module, code);
    return switch (id) {
      case "registrations" -> List.of(row((long) registered(chosen).size()));
      case "students" -> List.of(row(students(chosen)));
      case "pass_rate" -> List.of(row(passRate(registered(chosen))));
      case "results_by_module" -> resultsByModule(chosen(ALL, code));
      case "clicks_by_week" -> clicksByWeek();
      case "scores" -> scores(chosen);
      case "withdrawals" -> withdrawals(chosen);
      case "deprivation" -> passRatesBy(registered(chosen), each -> List.of(band(each)), false);
      case "age_education" ->
          passRatesBy(registered(chosen), each -> List.of(each.education(), each.age()), false);
      case "activity_types" -> activityTypes();
      case "presentations" -> presentations(chosen);
      default -> throw new IllegalArgumentException("The pack has no tile " + id);
    };
  }

  private static Predicate<Presentation> chosen(String module, String code) {
    return each ->
        (module.equals(ALL) || each.module().equals(module))
            && (code.equals(ALL) || each.code().equals(code));
  }

  private List<Registration> registered(Predicate<Presentation> chosen) {
    return registrations.values().stream()
        .filter(each -> chosen.test(each.student().presentation()))
        .toList();
  }

  private long students(Predicate<Presentation> chosen) {
    return registered(chosen).stream().map(each -> each.student().id()).distinct().count();
  }

  private static @Nullable Double passRate(List<Registration> some) {
    return some.isEmpty() ? null : 100.0 * count(some, Registration::passed) / some.size();
  }

  private static long count(List<Registration> some, Predicate<Registration> which) {
    return some.stream().filter(which).count();
  }

  private static String band(Registration registration) {
    return switch (registration.band()) {
      case "" -> "unknown";
      case "10-20" -> "10-20%";
      default -> registration.band();
    };
  }

  private List<List<@Nullable Object>> resultsByModule(Predicate<Presentation> chosen) {
    Map<List<String>, Long> counts = new HashMap<>();
    for (Registration each : registered(chosen)) {
      counts.merge(List.of(each.student().presentation().module(), each.result()), 1L, Long::sum);
    }
    return sorted(counts, (key, count) -> row(key.get(0), key.get(1), count));
  }

  private List<List<@Nullable Object>> passRatesBy(
      List<Registration> some, Function<Registration, List<String>> key, boolean withWithdrawals) {
    Map<List<String>, List<Registration>> groups = new HashMap<>();
    for (Registration each : some) {
      groups.computeIfAbsent(key.apply(each), absent -> new ArrayList<>()).add(each);
    }
    return sorted(
        groups,
        (names, group) -> {
          List<@Nullable Object> row = new ArrayList<>(names);
          row.add((long) group.size());
          row.add(passRate(group));
          if (withWithdrawals) {
            long withdrawn = count(group, each -> each.result().equals("Withdrawn"));
            row.add(100.0 * withdrawn / group.size());
          }
          return row;
        });
  }

  private List<List<@Nullable Object>> presentations(Predicate<Presentation> chosen) {
    List<Registration> some =
        registered(chosen).stream()
            .filter(each -> lengths.containsKey(each.student().presentation()))
            .toList();
    List<List<@Nullable Object>> rows =
        passRatesBy(
            some,
            each ->
                List.of(
                    each.student().presentation().module(), each.student().presentation().code()),
            true);
    for (List<@Nullable Object> row : rows) {
      row.add(2, lengths.get(new Presentation((String) row.get(0), (String) row.get(1))));
    }
    return rows;
  }

  private List<List<@Nullable Object>> clicksByWeek() {
    Map<Long, Long> due = new HashMap<>();
    for (Assessment each : assessments.values()) {
      if (each.presentation().equals(SHIPPED) && each.day() != null) {
        due.merge(week(each.day()), 1L, Long::sum);
      }
    }
    record Key(long week, String result) {}
    Map<Key, Long> sums = new HashMap<>();
    Map<Key, Set<Long>> active = new HashMap<>();
    for (Clicks each : clicks) {
      Registration registration = registrations.get(each.student());
      if (registration != null && each.student().presentation().equals(SHIPPED)) {
        Key key = new Key(week(each.day()), registration.result());
        sums.merge(key, each.count(), Long::sum);
        active.computeIfAbsent(key, absent -> new HashSet<>()).add(each.student().id());
      }
    }
    return sums.entrySet().stream()
        .sorted(
            comparing((Map.Entry<Key, Long> each) -> each.getKey().week())
                .thenComparing(each -> each.getKey().result()))
        .map(
            each ->
                row(
                    each.getKey().week(),
                    each.getKey().result(),
                    each.getValue(),
                    (long) active.get(each.getKey()).size(),
                    due.get(each.getKey().week())))
        .toList();
  }

  private List<List<@Nullable Object>> activityTypes() {
    Map<String, Long> sums = new HashMap<>();
    Map<String, Set<Long>> active = new HashMap<>();
    for (Clicks each : clicks) {
      String activity = activities.get(new Site(each.student().presentation(), each.site()));
      if (activity != null && each.student().presentation().equals(SHIPPED)) {
        sums.merge(activity, each.count(), Long::sum);
        active.computeIfAbsent(activity, absent -> new HashSet<>()).add(each.student().id());
      }
    }
    return sums.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(each -> row(each.getKey(), each.getValue(), (long) active.get(each.getKey()).size()))
        .toList();
  }

  private List<List<@Nullable Object>> scores(Predicate<Presentation> chosen) {
    Map<Student, List<Double>> ofStudents = new HashMap<>();
    for (Score each : scores) {
      Assessment assessment = assessments.get(each.assessment());
      if (assessment != null) {
        ofStudents
            .computeIfAbsent(
                new Student(assessment.presentation(), each.student()), absent -> new ArrayList<>())
            .add(each.score());
      }
    }
    record Key(long score, String result) {}
    Map<Key, Long> counts = new HashMap<>();
    ofStudents.forEach(
        (student, some) -> {
          Registration registration = registrations.get(student);
          if (registration != null && chosen.test(student.presentation())) {
            double sum = some.stream().mapToDouble(Double::doubleValue).sum();
            long step = Math.min(95, (long) Math.floor(sum / some.size() / 5) * 5);
            counts.merge(new Key(step, registration.result()), 1L, Long::sum);
          }
        });
    return counts.entrySet().stream()
        .sorted(
            comparing((Map.Entry<Key, Long> each) -> each.getKey().score())
                .thenComparing(each -> each.getKey().result()))
        .map(each -> row(each.getKey().score(), each.getKey().result(), each.getValue()))
        .toList();
  }

  private List<List<@Nullable Object>> withdrawals(Predicate<Presentation> chosen) {
    Map<Long, Long> counts = new TreeMap<>();
    for (Withdrawal each : withdrawals) {
      if (chosen.test(each.presentation())) {
        counts.merge(week(each.day()), 1L, Long::sum);
      }
    }
    return counts.entrySet().stream().map(each -> row(each.getKey(), each.getValue())).toList();
  }

  private static long week(long day) {
    return Math.floorDiv(day, 7);
  }

  private static List<@Nullable Object> row(@Nullable Object... cells) {
    return new ArrayList<>(Arrays.asList(cells));
  }

  private interface Shape<V> {
    List<@Nullable Object> row(List<String> key, V value);
  }

  private static <V> List<List<@Nullable Object>> sorted(Map<List<String>, V> groups, Shape<V> to) {
    return groups.entrySet().stream()
        .sorted(comparing(each -> String.join("\0", each.getKey())))
        .map(each -> to.row(each.getKey(), each.getValue()))
        .toList();
  }

  /** Puts the pack's files into another folder. */
  static Path copy(Path to) throws IOException {
    try (var files = Files.list(folder())) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
    return to;
  }
}
