package dev.foley;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the table of rooms in docs/architecture.md. */
@AnalyzeClasses(packages = "dev.foley", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String DSP = "dev.foley.dsp..";
  private static final String MOTION = "dev.foley.motion..";
  private static final String WEIGHTS = "dev.foley.internal.weights..";
  private static final String AUDIO = "dev.foley.audio..";
  private static final String VIDEO = "dev.foley.video..";
  private static final String NETWORKS = "dev.foley.internal.nn..";
  private static final String SAMPLING = "dev.foley.internal.sampling..";
  private static final String MODELS = "dev.foley.internal.model..";
  private static final String PIPELINE = "dev.foley.internal.pipeline..";
  private static final String JOB = "dev.foley.internal.job..";
  private static final String POOL = "dev.foley.pool..";
  private static final String LIVE = "dev.foley.live..";
  private static final String DJL = "ai.djl..";

  @ArchTest
  static final ArchRule arithmeticKnowsOnlyTheJdk =
      noClasses()
          .that()
          .resideInAnyPackage(DSP, MOTION)
          .should()
          .dependOnClassesThat()
          .resideOutsideOfPackages("java..", DSP, MOTION)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule tensorsStayInTheModelRooms =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.foley",
              VIDEO,
              AUDIO,
              WEIGHTS,
              "dev.foley.stage..",
              LIVE,
              PIPELINE,
              JOB,
              POOL,
              "dev.foley.internal.sync..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(DJL)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule modelsDoNotSeeThePipeline =
      noClasses()
          .that()
          .resideInAnyPackage(NETWORKS, SAMPLING, MODELS, WEIGHTS)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(PIPELINE, AUDIO)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule nothingSeesThePool =
      noClasses()
          .that()
          .resideOutsideOfPackage(POOL)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(POOL)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule thePoolUsesTheFrontDoor =
      noClasses()
          .that()
          .resideInAnyPackage(POOL)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.foley.internal..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule liveKnowsStagesNotModels =
      noClasses()
          .that()
          .resideInAnyPackage(LIVE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(NETWORKS, SAMPLING, MODELS, WEIGHTS)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule coreNeverSeesHumble =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.humble..", "dev.foley.media..")
          .allowEmptyShould(true);
}
