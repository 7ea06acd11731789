package dev.foley;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds the table of rooms in docs/architecture.md. */
@AnalyzeClasses(packages = "dev.foley", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String FRONT_DOOR = "dev.foley";
  private static final String POOL = "dev.foley.pool..";
  private static final String LIVE = "dev.foley.live..";
  private static final String STAGE = "dev.foley.stage..";
  private static final String VIDEO = "dev.foley.video..";
  private static final String AUDIO = "dev.foley.audio..";
  private static final String DSP = "dev.foley.dsp..";
  private static final String MOTION = "dev.foley.motion..";
  private static final String PIPELINE = "dev.foley.internal.pipeline..";
  private static final String SYNC = "dev.foley.internal.sync..";
  private static final String JOB = "dev.foley.internal.job..";
  private static final String WEIGHTS = "dev.foley.internal.weights..";
  private static final String NETWORKS = "dev.foley.internal.nn..";
  private static final String SAMPLING = "dev.foley.internal.sampling..";
  private static final String DIT = "dev.foley.internal.model.dit..";
  private static final String EMBEDDED = "dev.foley.internal.model.embedded..";
  private static final String HUNYUAN = "dev.foley.internal.model.hunyuan..";
  private static final String DJL = "ai.djl..";
  private static final String GSON = "com.google.gson..";
  private static final String SLF4J = "org.slf4j..";

  /** What each room may use beside itself, the JDK and, but for arithmetic, the exceptions. */
  private static final Map<String, List<String>> ROOMS =
      Map.ofEntries(
          Map.entry(
              FRONT_DOOR,
              List.of(
                  LIVE, STAGE, VIDEO, AUDIO, DSP, MOTION, PIPELINE, SYNC, JOB, EMBEDDED, HUNYUAN,
                  GSON)),
          Map.entry(POOL, List.of(FRONT_DOOR, STAGE, AUDIO, GSON, SLF4J)),
          Map.entry(LIVE, List.of(STAGE, VIDEO, AUDIO, DSP, PIPELINE)),
          Map.entry(STAGE, List.of(VIDEO, MOTION)),
          Map.entry(VIDEO, List.of()),
          Map.entry(AUDIO, List.of(DSP)),
          Map.entry(DSP, List.of()),
          Map.entry(MOTION, List.of()),
          Map.entry(PIPELINE, List.of(STAGE, VIDEO, MOTION, DSP, SYNC, SLF4J)),
          Map.entry(SYNC, List.of(MOTION, DSP)),
          Map.entry(JOB, List.of(PIPELINE, STAGE, GSON, SLF4J)),
          Map.entry(WEIGHTS, List.of(GSON)),
          Map.entry(NETWORKS, List.of(WEIGHTS, DJL)),
          Map.entry(SAMPLING, List.of(STAGE)),
          Map.entry(DIT, List.of(NETWORKS, DJL)),
          Map.entry(
              EMBEDDED, List.of(DIT, NETWORKS, WEIGHTS, SAMPLING, STAGE, VIDEO, MOTION, DSP, DJL)),
          Map.entry(
              HUNYUAN,
              List.of(DIT, NETWORKS, WEIGHTS, SAMPLING, STAGE, VIDEO, MOTION, DSP, DJL, GSON)));

  @ArchTest
  static void everyRoomUsesOnlyWhatItMay(JavaClasses all) {
    ROOMS.forEach(
        (room, others) -> {
          List<String> allowed = new ArrayList<>(others);
          allowed.addAll(List.of(room, "java..", "javax..", "jdk..", "com.sun.management.."));
          noClasses()
              .that()
              .resideInAPackage(room)
              .should()
              .dependOnClassesThat(
                  resideOutsideOfPackages(allowed.toArray(String[]::new))
                      .and(not(belongToAnyOf(FoleyException.class))))
              .because("docs/architecture.md says so")
              .check(all);
        });
  }

  @ArchTest
  static final ArchRule everyClassHasARoom =
      classes().should().resideInAnyPackage(ROOMS.keySet().toArray(String[]::new));

  @ArchTest
  static final ArchRule arithmeticKnowsOnlyTheJdk =
      noClasses()
          .that()
          .resideInAnyPackage(DSP, MOTION)
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages("java..", DSP, MOTION);
}
