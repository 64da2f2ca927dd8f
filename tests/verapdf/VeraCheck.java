import java.io.File;
import java.io.FileInputStream;
import java.util.ArrayList;
import java.util.List;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Validates files with veraPDF: VeraCheck ua1,3a FILE... prints each failed check; exit code 1 if there is one. */
public class VeraCheck {
    private static final int MOST = 20;

    public static void main(String[] words) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        boolean failed = false;
        for (int number = 1; number < words.length; number++) {
            for (String profile : words[0].split(",")) {
                PDFAFlavour flavour = PDFAFlavour.byFlavourId(profile);
                List<String> found = check(words[number], flavour);
                System.out.println(words[number] + " " + profile + (found.isEmpty() ? " PASS" : " FAIL"));
                found.forEach(line -> System.out.println("  " + line));
                failed |= !found.isEmpty();
            }
        }
        System.exit(failed ? 1 : 0);
    }

    private static List<String> check(String file, PDFAFlavour flavour) throws Exception {
        List<String> found = new ArrayList<>();
        try (FileInputStream in = new FileInputStream(new File(file));
                PDFAParser parser = Foundries.defaultInstance().createParser(in, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, MOST, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            for (TestAssertion each : result.getTestAssertions()) {
                if (each.getStatus() != TestAssertion.Status.PASSED) {
                    found.add(each.getRuleId().getClause() + " " + each.getMessage() + " " + each.getLocation().getContext());
                }
            }
            if (!result.isCompliant() && found.isEmpty()) found.add("not compliant");
        }
        return found;
    }
}
