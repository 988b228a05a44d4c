// The files that the binary carries, by C23's #embed: a byte array in Swift source takes the compiler
// minutes. Tests/TidyTests/EmbeddedTests.swift holds this list to the folders.
#include "CEmbedded.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char SpecterDrivers_Python_driver_py[] = {
#embed "../SpecterDrivers/Python/driver.py"
};
static const unsigned char SpecterDrivers_Python_mine_py[] = {
#embed "../SpecterDrivers/Python/mine.py"
};
static const unsigned char SpecterDrivers_Python_specter_answers_py[] = {
#embed "../SpecterDrivers/Python/specter_answers.py"
};
static const unsigned char SpecterDrivers_Python_specter_capture_py[] = {
#embed "../SpecterDrivers/Python/specter_capture.py"
};
static const unsigned char SpecterDrivers_Python_specter_choices_py[] = {
#embed "../SpecterDrivers/Python/specter_choices.py"
};
static const unsigned char SpecterDrivers_Python_specter_clock_py[] = {
#embed "../SpecterDrivers/Python/specter_clock.py"
};
static const unsigned char SpecterDrivers_Python_specter_commands_py[] = {
#embed "../SpecterDrivers/Python/specter_commands.py"
};
static const unsigned char SpecterDrivers_Python_specter_cost_py[] = {
#embed "../SpecterDrivers/Python/specter_cost.py"
};
static const unsigned char SpecterDrivers_Python_specter_decode_py[] = {
#embed "../SpecterDrivers/Python/specter_decode.py"
};
static const unsigned char SpecterDrivers_Python_specter_folding_py[] = {
#embed "../SpecterDrivers/Python/specter_folding.py"
};
static const unsigned char SpecterDrivers_Python_specter_followed_py[] = {
#embed "../SpecterDrivers/Python/specter_followed.py"
};
static const unsigned char SpecterDrivers_Python_specter_fork_py[] = {
#embed "../SpecterDrivers/Python/specter_fork.py"
};
static const unsigned char SpecterDrivers_Python_specter_forms_py[] = {
#embed "../SpecterDrivers/Python/specter_forms.py"
};
static const unsigned char SpecterDrivers_Python_specter_recorder_py[] = {
#embed "../SpecterDrivers/Python/specter_recorder.py"
};
static const unsigned char SpecterDrivers_Python_specter_samples_py[] = {
#embed "../SpecterDrivers/Python/specter_samples.py"
};
static const unsigned char SpecterDrivers_Python_specter_stands_py[] = {
#embed "../SpecterDrivers/Python/specter_stands.py"
};
static const unsigned char SpecterDrivers_Python_specter_steps_py[] = {
#embed "../SpecterDrivers/Python/specter_steps.py"
};
static const unsigned char SpecterDrivers_Python_specter_surface_py[] = {
#embed "../SpecterDrivers/Python/specter_surface.py"
};
static const unsigned char SpecterDrivers_Python_specter_text_py[] = {
#embed "../SpecterDrivers/Python/specter_text.py"
};
static const unsigned char SpecterDrivers_Python_specter_trace_py[] = {
#embed "../SpecterDrivers/Python/specter_trace.py"
};
static const unsigned char SpecterDrivers_Python_specter_values_py[] = {
#embed "../SpecterDrivers/Python/specter_values.py"
};
static const unsigned char SpecterDrivers_Python_specter_wrapping_py[] = {
#embed "../SpecterDrivers/Python/specter_wrapping.py"
};
static const unsigned char SpecterDrivers_Python_survey_py[] = {
#embed "../SpecterDrivers/Python/survey.py"
};
static const unsigned char SpecterDrivers_Adequacy_mutate_py[] = {
#embed "../SpecterDrivers/Adequacy/mutate.py"
};
static const unsigned char SpecterReference_Scripts_archives_py[] = {
#embed "../SpecterReference/Scripts/archives.py"
};
static const unsigned char SpecterReference_Scripts_cache_py[] = {
#embed "../SpecterReference/Scripts/cache.py"
};
static const unsigned char SpecterReference_Scripts_errors_py[] = {
#embed "../SpecterReference/Scripts/errors.py"
};
static const unsigned char SpecterReference_Scripts_main_py[] = {
#embed "../SpecterReference/Scripts/main.py"
};
static const unsigned char SpecterReference_Scripts_resolve_py[] = {
#embed "../SpecterReference/Scripts/resolve.py"
};
static const unsigned char SpecterReference_Scripts_versions_py[] = {
#embed "../SpecterReference/Scripts/versions.py"
};
static const unsigned char SpecterReference_Scripts_web_py[] = {
#embed "../SpecterReference/Scripts/web.py"
};
static const unsigned char SpecterKit_Prompts_distiller_md[] = {
#embed "../SpecterKit/Prompts/distiller.md"
};
static const unsigned char SpecterKit_Prompts_extractor_md[] = {
#embed "../SpecterKit/Prompts/extractor.md"
};
static const unsigned char SpecterKit_Prompts_implementer_md[] = {
#embed "../SpecterKit/Prompts/implementer.md"
};
static const unsigned char SpecterKit_Prompts_reviser_md[] = {
#embed "../SpecterKit/Prompts/reviser.md"
};
static const unsigned char skills_specter_extract_SKILL_md[] = {
#embed "../../skills/specter-extract/SKILL.md"
};
static const unsigned char skills_specter_implement_SKILL_md[] = {
#embed "../../skills/specter-implement/SKILL.md"
};
static const unsigned char skills_specter_land_SKILL_md[] = {
#embed "../../skills/specter-land/SKILL.md"
};
static const unsigned char skills_specter_probe_SKILL_md[] = {
#embed "../../skills/specter-probe/SKILL.md"
};
static const unsigned char skills_specter_review_SKILL_md[] = {
#embed "../../skills/specter-review/SKILL.md"
};
static const unsigned char skills_specter_revise_SKILL_md[] = {
#embed "../../skills/specter-revise/SKILL.md"
};

static const struct embedded_file files[] = {
    {"SpecterDrivers/Python/driver.py", SpecterDrivers_Python_driver_py, sizeof SpecterDrivers_Python_driver_py},
    {"SpecterDrivers/Python/mine.py", SpecterDrivers_Python_mine_py, sizeof SpecterDrivers_Python_mine_py},
    {"SpecterDrivers/Python/specter_answers.py", SpecterDrivers_Python_specter_answers_py, sizeof SpecterDrivers_Python_specter_answers_py},
    {"SpecterDrivers/Python/specter_capture.py", SpecterDrivers_Python_specter_capture_py, sizeof SpecterDrivers_Python_specter_capture_py},
    {"SpecterDrivers/Python/specter_choices.py", SpecterDrivers_Python_specter_choices_py, sizeof SpecterDrivers_Python_specter_choices_py},
    {"SpecterDrivers/Python/specter_clock.py", SpecterDrivers_Python_specter_clock_py, sizeof SpecterDrivers_Python_specter_clock_py},
    {"SpecterDrivers/Python/specter_commands.py", SpecterDrivers_Python_specter_commands_py, sizeof SpecterDrivers_Python_specter_commands_py},
    {"SpecterDrivers/Python/specter_cost.py", SpecterDrivers_Python_specter_cost_py, sizeof SpecterDrivers_Python_specter_cost_py},
    {"SpecterDrivers/Python/specter_decode.py", SpecterDrivers_Python_specter_decode_py, sizeof SpecterDrivers_Python_specter_decode_py},
    {"SpecterDrivers/Python/specter_folding.py", SpecterDrivers_Python_specter_folding_py, sizeof SpecterDrivers_Python_specter_folding_py},
    {"SpecterDrivers/Python/specter_followed.py", SpecterDrivers_Python_specter_followed_py, sizeof SpecterDrivers_Python_specter_followed_py},
    {"SpecterDrivers/Python/specter_fork.py", SpecterDrivers_Python_specter_fork_py, sizeof SpecterDrivers_Python_specter_fork_py},
    {"SpecterDrivers/Python/specter_forms.py", SpecterDrivers_Python_specter_forms_py, sizeof SpecterDrivers_Python_specter_forms_py},
    {"SpecterDrivers/Python/specter_recorder.py", SpecterDrivers_Python_specter_recorder_py, sizeof SpecterDrivers_Python_specter_recorder_py},
    {"SpecterDrivers/Python/specter_samples.py", SpecterDrivers_Python_specter_samples_py, sizeof SpecterDrivers_Python_specter_samples_py},
    {"SpecterDrivers/Python/specter_stands.py", SpecterDrivers_Python_specter_stands_py, sizeof SpecterDrivers_Python_specter_stands_py},
    {"SpecterDrivers/Python/specter_steps.py", SpecterDrivers_Python_specter_steps_py, sizeof SpecterDrivers_Python_specter_steps_py},
    {"SpecterDrivers/Python/specter_surface.py", SpecterDrivers_Python_specter_surface_py, sizeof SpecterDrivers_Python_specter_surface_py},
    {"SpecterDrivers/Python/specter_text.py", SpecterDrivers_Python_specter_text_py, sizeof SpecterDrivers_Python_specter_text_py},
    {"SpecterDrivers/Python/specter_trace.py", SpecterDrivers_Python_specter_trace_py, sizeof SpecterDrivers_Python_specter_trace_py},
    {"SpecterDrivers/Python/specter_values.py", SpecterDrivers_Python_specter_values_py, sizeof SpecterDrivers_Python_specter_values_py},
    {"SpecterDrivers/Python/specter_wrapping.py", SpecterDrivers_Python_specter_wrapping_py, sizeof SpecterDrivers_Python_specter_wrapping_py},
    {"SpecterDrivers/Python/survey.py", SpecterDrivers_Python_survey_py, sizeof SpecterDrivers_Python_survey_py},
    {"SpecterDrivers/Adequacy/mutate.py", SpecterDrivers_Adequacy_mutate_py, sizeof SpecterDrivers_Adequacy_mutate_py},
    {"SpecterReference/Scripts/archives.py", SpecterReference_Scripts_archives_py, sizeof SpecterReference_Scripts_archives_py},
    {"SpecterReference/Scripts/cache.py", SpecterReference_Scripts_cache_py, sizeof SpecterReference_Scripts_cache_py},
    {"SpecterReference/Scripts/errors.py", SpecterReference_Scripts_errors_py, sizeof SpecterReference_Scripts_errors_py},
    {"SpecterReference/Scripts/main.py", SpecterReference_Scripts_main_py, sizeof SpecterReference_Scripts_main_py},
    {"SpecterReference/Scripts/resolve.py", SpecterReference_Scripts_resolve_py, sizeof SpecterReference_Scripts_resolve_py},
    {"SpecterReference/Scripts/versions.py", SpecterReference_Scripts_versions_py, sizeof SpecterReference_Scripts_versions_py},
    {"SpecterReference/Scripts/web.py", SpecterReference_Scripts_web_py, sizeof SpecterReference_Scripts_web_py},
    {"SpecterKit/Prompts/distiller.md", SpecterKit_Prompts_distiller_md, sizeof SpecterKit_Prompts_distiller_md},
    {"SpecterKit/Prompts/extractor.md", SpecterKit_Prompts_extractor_md, sizeof SpecterKit_Prompts_extractor_md},
    {"SpecterKit/Prompts/implementer.md", SpecterKit_Prompts_implementer_md, sizeof SpecterKit_Prompts_implementer_md},
    {"SpecterKit/Prompts/reviser.md", SpecterKit_Prompts_reviser_md, sizeof SpecterKit_Prompts_reviser_md},
    {"skills/specter-extract/SKILL.md", skills_specter_extract_SKILL_md, sizeof skills_specter_extract_SKILL_md},
    {"skills/specter-implement/SKILL.md", skills_specter_implement_SKILL_md, sizeof skills_specter_implement_SKILL_md},
    {"skills/specter-land/SKILL.md", skills_specter_land_SKILL_md, sizeof skills_specter_land_SKILL_md},
    {"skills/specter-probe/SKILL.md", skills_specter_probe_SKILL_md, sizeof skills_specter_probe_SKILL_md},
    {"skills/specter-review/SKILL.md", skills_specter_review_SKILL_md, sizeof skills_specter_review_SKILL_md},
    {"skills/specter-revise/SKILL.md", skills_specter_revise_SKILL_md, sizeof skills_specter_revise_SKILL_md},
};

size_t embedded_count(void) { return sizeof files / sizeof files[0]; }

struct embedded_file embedded_file_at(size_t index) { return files[index]; }
